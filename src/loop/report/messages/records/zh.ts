// The sentences of a report on synthetic records, in Chinese.

import type { RecordsMessages } from './en.ts'

const candidates: Readonly<Record<string, string>> = {
  synthetic: '本模型',
  independent: '各列独立',
  copula: '高斯 Copula',
  bootstrap: '重抽训练记录',
  holdout: '其他真实记录',
}

export const recordsZh: RecordsMessages = {
  title: (name) => `${name} 的合成记录`,
  subtitle: (family, rows, made) => `${family}，学自 ${rows} 行 · 生成于 ${made}`,

  verdict: {
    heading: '够好吗，适合做什么？',
    lead: (yes, measured, all) =>
      measured === all
        ? `按实测，${all} 种用途中适合 ${yes} 种。`
        : `共 ${all} 种用途，已测 ${measured} 种，其中适合 ${yes} 种。`,
    use: '用途',
    answer: '结论',
    why: '依据',
    uses: {
      explore: '浏览数据，测试软件与看板',
      learn: '代替真实记录训练模型',
      enrich: '为真实记录补充稀有类别',
      pass: '经得起细查地代替真实记录',
      share: '代替真实记录对外提供',
    },
    answers: { yes: '适合', partly: '部分适合', no: '不适合', unknown: '未测' },
    explore: (quality, best, bound) =>
      `质量分 ${quality}${best === undefined ? '' : `（其他真实记录：${best}）`}；达到 ${bound} 为适合。`,
    learn: (share, bound) =>
      `用这些记录训练的模型具有真实记录所给能力的 ${share}；达到 ${bound} 为适合。`,
    enrich: (change, recall, bound) =>
      `精确率相同时召回率由 ${recall} 变化 ${change} 个百分点；达到 ${bound} 为适合。`,
    pass: (score, best, bound) =>
      `辨别分 ${score}（${best === undefined ? '' : `其他真实记录：${best}；`}1 表示无法辨别）；达到 ${bound} 为适合。`,
    share: (score, copies, bound) =>
      `防过拟合 ${score}，完全相同的记录 ${copies}；达到 ${bound}、相同记录不多于真实记录之间、且攻击无效为适合。`,
    unknown: '需要模型未见过的真实记录或预测目标才能测量。',
    shareNote: '这些是对一份样本的测量，并非保证：只有差分隐私训练才能给出保证。',
    covered: '已涵盖',
    notCovered: '未涵盖',
    dp: (epsilon, delta) => `以差分隐私训练：epsilon ${epsilon}，delta ${delta}。`,
  },

  scores: {
    heading: '各项分数',
    lead: '每一列以同样方法测量。各列独立是容易做到的，其他真实记录是可能达到的，重抽训练记录则显示隐私失败的样子。',
    score: '分数',
    name: (name) => candidates[name] ?? name,
    quality: '质量分',
    shapes: '单列形状',
    pairs: '列间关系',
    strongPairs: '强关系',
    logistic: '辨别（逻辑回归）',
    trees: '辨别（树）',
    linearSkill: (metric) => `${metric}（线性）`,
    treeSkill: (metric) => `${metric}（树）`,
    protection: '防过拟合',
    advantage: '成员推断优势',
    copies: '相同记录',
    note: '名称与定义同 SDMetrics；除优势与相同记录以 0 为最好外，均以 1 为最好。列间关系计入所有列对，强关系只计相关系数绝对值大于 0.5 或 Cramer V 大于 0.3 的列对。质量分是形状与列对的平均。',
    utilityNote: (target) =>
      `AUC 或 R² 属于预测 ${target} 的模型：用这些记录训练，在谁都没见过的真实记录上评判；其他真实记录一列是训练记录本身所能教会的。`,
  },

  fields: {
    heading: '逐个字段',
    lead: '灰色为真实记录的占比，蓝色为合成记录的占比。',
    field: '字段',
    value: '取值',
    real: '真实',
    synthetic: '合成',
    missing: '缺失',
    shape: (score) => `形状 ${score}`,
    levels: (n) => `末柱含其余 ${n} 个取值`,
    worst: (n) => `形状分最低的 ${n} 个字段。`,
  },

  pairs: {
    heading: '字段之间',
    lead: '一格是一对字段；颜色越浓，关系越强。蓝色为同向或取值关联，橙色为反向。',
    real: '真实记录',
    synthetic: '合成记录',
    legendPositive: '同向',
    legendNegative: '反向',
    pair: '字段对',
    realValue: '真实',
    syntheticValue: '合成',
    score: '分数',
    order: (names) => `字段次序：${names}。`,
    cloud: '平面上的记录',
    cloudNote: (share) => `真实记录的两个主成分，显示其方差的 ${share}。`,
    first: '第一轴',
    second: '第二轴',
    spread: '离散程度（标准差）',
  },

  privacy: {
    heading: '隐私',
    none: '没有模型未见过的真实记录，就无从说起。请用 --holdout 给出。',
    distances: '到最近训练记录的距离',
    distancesNote: '若合成记录比其他真实记录更靠近训练记录，模型就是在抄写。',
    synthetic: '合成记录',
    holdout: '其他真实记录',
    distance: '距离',
    shareOfRows: '记录占比',
    closer: '更靠近训练记录而非其他真实记录',
    closerValue: (share, low, high, rows) =>
      `${share}（${low} 至 ${high}，共 ${rows} 行）；一半为理想`,
    copies: '与训练记录完全相同',
    copiesValue: (share, other) => `${share}；其他真实记录为 ${other}`,
    baseline: '与随机记录相比的距离（基线保护）',
    membership: '成员推断优势',
    membershipValue: (value, margin, rows) =>
      `${value} ± ${margin}，对 ${rows} 个成员及同样多的其他记录的攻击；0 等于抛硬币`,
    disclosure: (field) => `${field} 的泄露`,
    disclosureValue: (score, known, gain) =>
      `对已知 ${known} 者的保护为 ${score}；曾被学习使其增加 ${gain}`,
    duplicates: '近似重复记录的影响',
    duplicatesNone: '学习的记录中没有相同或几乎相同的两行：没有哪条记录比其他记录更常被模型看到。',
    duplicatesFound: (rows, groups, largest, exact) =>
      `学习的记录中有 ${rows} 行与另一行相同或几乎相同（${groups} 组，最大一组 ${largest} 行；完全相同的有 ${exact} 行）。出现多次的记录会被学习多次，可能被重复生成。`,
    duplicatesCloser: (share) =>
      `合成记录离它们更近：中位距离为单独记录的 ${share}（密集之处的记录本来就彼此靠近）。每组只学习一行：synth fit --duplicates drop。`,
    duplicatesAlike: '合成记录离它们并不比离单独的记录更近。',
    kind: '记录',
    repeated: '学习过，有近似重复',
    alone: '学习过，单独出现',
    medianDistance: '到最近合成记录的中位距离',
    copied: '完全照抄',
  },

  training: {
    heading: '学习过程',
    contest: '尝试过的模型族',
    fidelity: '逼真度',
    seconds: '秒',
    part: {
      columnShapes: '各列的分布',
      columnPairs: '列与列的关系',
      detection: '树模型难以区分其记录与真实记录的程度',
    },
    whyChosen: (first, score, next, nextScore, part, most, least) =>
      `选用 ${first}：其逼真度 ${score} 最高，其次是 ${next}（${nextScore}）。两者差别最大的是${part}：${most} 对 ${least}。`,
    onlyOne: (first) => `选用 ${first}：没有其他模型族可供评判。`,
    notJudged: (reason) => `未评判：${reason}`,
    contestNote:
      '每个模型族都用同一部分记录学习，以其抽样与留出的记录相比来评判。逼真度是三项分数的平均；若还有时间，优胜者再用全部记录学习。',
  },

  made: {
    heading: '如何得出',
    family: '模型族',
    rows: '行数',
    rowsValue: (train, synthetic, holdout) =>
      `学习 ${train} 行，抽样 ${synthetic} 行，留出 ${holdout} 行`,
    seed: '种子',
    seconds: '拟合用时（秒）',
    speed: '每秒行数',
    stability: '多次抽样的质量分',
    stabilityValue: (mean, deviation, seeds) => `${seeds} 个种子：${mean} ± ${deviation}（标准差）`,
    fingerprint: '模型指纹',
    again: '同样的模型、数据与种子得出同样的数字。',
  },
}
