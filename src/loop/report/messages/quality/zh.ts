// 质量报告的简体中文文本。

import type { QualityMessages } from './en.ts'

const lastPart = ' (last part only)'

const predictorNames: Readonly<Record<string, string>> = {
  'logistic regression': '逻辑回归',
  'ridge regression': '岭回归',
  'boosted trees': '提升树',
  'random forest': '随机森林',
  'wide random forest': '宽随机森林',
  'balanced random forest': '平衡随机森林',
  'wide forests': '宽随机森林与平衡随机森林',
  'boosted trees of pairs': '列对提升树',
  'random forest of pairs': '列对随机森林',
  'trees of pairs': '列对提升树与随机森林',
  'boosted trees and random forest': '提升树与随机森林',
  'boosted trees and wide random forest': '提升树与宽随机森林',
  'boosted trees and wide forests': '提升树、宽随机森林与平衡随机森林',
  'generative model': '生成模型',
}

export const qualityZh: QualityMessages = {
  heading: '质量',
  headingOf: (operation) => `质量：${operation}`,
  lead: (failing, records, share) => `${records} 条记录中有 ${failing} 条不合格，占 ${share}。`,
  coming: (share, low, high) => `接下来的批次预计不合格率为 ${share}（九成：${low} 至 ${high}）。`,
  drift: (shifted, columns, named) =>
    `记录在漂移：最后 30% 的记录中，${columns} 列里有 ${shifted} 列的取值与以前不同，最明显的是 ${named}。以前学到的未必适用于现在的生产。`,
  leaks: (sentences) =>
    `${sentences}如果这些要等检验结果出来才知道，这里的所有数字都过于乐观：请在 plant.yaml 的 ignore 中列出这些列。`,
  leak: (leak) => {
    switch (leak.kind) {
      case 'alone':
        return `列 ${leak.column} 几乎单独就能说明结果（AUC ${leak.areaUnderRoc.toFixed(3)}）。`
      case 'copy':
        return `列 ${leak.column} 几乎就是结果本身（相关系数 ${leak.correlation.toFixed(3)}）。`
      case 'level': {
        const { column, level, failing, records } = leak
        return `列 ${column}：${level === '' ? '缺值' : `取值为 ${level} `}的 ${grouped(records)} 条记录中有 ${grouped(failing)} 条不合格。`
      }
      default:
        return leak satisfies never
    }
  },
  untested: (records) => `另有 ${records} 条记录尚无结果。`,

  advice: {
    heading: '要调整的设定',
    gain: (now, after) => `每条记录的预期报废成本将从 ${now} 降到 ${after}`,
    interval: (gain, low, high) => `，节省 ${gain}（九成：${low} 至 ${high}）。`,
    none: '在允许范围和已有经验之内，没有预计会改善的设定调整。',
    setting: '设定',
    from: '目前（中位数）',
    to: '改为',
    range: '允许范围',
    fall: (before, after) => `不合格率从 ${before} 降到 ${after}。`,
    nearly: (low, high) => `取 ${low} 至 ${high} 时，降幅相近。`,
    note: (share) =>
      `所有记录都按建议值生产，因此目前的波动也随之消除。调整后 ${share} 的记录仍在已有经验之内；没有试过的设定从不建议。`,
  },

  waiting: {
    heading: '先检验哪些',
    inspect: (n, records, saving) =>
      `检验 ${records} 条记录中的 ${n} 条，预计比都不检验节省 ${saving}。节省最多的在前：`,
    untestedOnly: '最可能不合格的在前：',
    lot: '批次',
    recordHead: '记录',
    row: (n) => `文件第 ${n} 行`,
    records: '记录数',
    risk: '不合格风险',
    inspected: '应检验',
    saving: '节省',
    unfamiliar: '超出已有经验',
    more: (n) => `另有 ${n} 项，见 report.json`,
  },

  drivers: {
    heading: '影响因素',
    column: '列',
    setting: '设定',
    importance: '重要性',
    interval: '九成区间',
    verdict: (names) => `影响最大的是 ${names}。`,
    note: '重要性：打乱该列后，对留出记录的预测变差多少（每条记录，单位为奈特）。接近 0 表示看不出影响。',
    whatIf: (column) => `不合格率随 ${column} 的变化`,
    whatIfNote: '预测的不合格率，其余各列随该值的实际情况',
    now: '目前',
    proposed: '建议',
    value: '取值',
    probability: '不合格率',
  },

  inspection: {
    heading: '检验什么',
    lead: (records, capacity) => `在 ${records} 条留出记录上试算，每次最多检验 ${capacity} 条：`,
    policy: '选择方式',
    policies: {
      proposed: 'Millrace',
      all: '全部检验',
      none: '都不检验',
      random: '随机检验同样数量',
    },
    beyond: '超出检验能力',
    inspected: '检验数',
    found: '发现不合格',
    escaped: '漏出',
    cost: '成本',
    above: '比 Millrace 多',
  },

  trend: {
    heading: '各批的不合格率',
    note: (n) => `不合格记录的比例；每根柱为连续 ${n} 批`,
    noteOne: '每批不合格记录的比例',
    past: '不合格',
    coming: '接下来各批的预期',
    band: '九成区间',
    lot: '批次',
    share: '不合格率',
  },

  model: {
    heading: '可信吗？',
    verdict: (records, expected, failed, ranked) =>
      `在 ${records} 条未曾学习过的记录上，预期 ${expected} 条不合格，实际 ${failed} 条。任取一条不合格与一条合格的记录，100 次中有 ${ranked} 次是不合格的那条风险更高（凭偶然为 50 次）。`,
    chosen: (name, tried) => `采用：${name}，在留出记录上是 ${tried} 种预测方法中最好的。`,
    all: '全部预测方法及其得分',
    reliability: '可靠性',
    reliabilityNote: '横轴：预测的不合格率；纵轴：留出记录中实际的不合格率',
    bin: '记录，含 90% 区间',
    ideal: '理想',
    predicted: '预测',
    observed: '实际不合格',
    records: '记录数',
    candidate: '模型',
    logScore: '对数损失',
    precision: '平均精确率',
    roc: 'AUC（曲线下面积）',
    brier: 'Brier 得分',
    inUse: '采用',
    baseline: '一律用总不合格率',
    note: (records, protocol) =>
      `${records} 条留出记录的得分（${protocol}）。对数损失与 Brier 得分越低越好，平均精确率与 AUC 越高越好。`,
    protocol: ({ kind, parts, isLastOnly }) => {
      const protocol = {
        'later-blocks': `按时间靠后的 ${parts} 段，每段由此前全部记录预测`,
        'stratified-folds': `分层 ${parts} 折，每折由其余各折预测`,
      }[kind]
      return isLastOnly ? `${protocol}；仅最后一部分` : protocol
    },
    name: (name) => {
      const [known = name, onlyLast] = name.split(lastPart)
      return (predictorNames[known] ?? known) + (onlyLast === undefined ? '' : '（仅最后一部分）')
    },
    generated: (n, before, after) =>
      `另外学习了 ${n} 条生成的不合格记录：平均精确率不用时为 ${before}，使用后为 ${after}。`,
    notGenerated: (before, after) =>
      `试过生成的不合格记录，未采用：平均精确率不用时为 ${before}，使用后为 ${after}。`,
  },

  charts: {
    heading: '控制图',
    title: (characteristic, chart) => `${characteristic}（${chart} 图）`,
    names: {
      'xbar-r': '均值-极差',
      'xbar-s': '均值-标准差',
      'i-mr': '单值-移动极差',
      ewma: '指数加权移动平均',
      cusum: '累积和',
      p: '不合格率 p',
      np: '不合格数 np',
      c: '缺陷数 c',
      u: '单位缺陷数 u',
    },
    statistics: {
      mean: '均值',
      range: '极差',
      'standard deviation': '标准差',
      value: '单值',
      'moving range': '移动极差',
      share: '不合格率',
      count: '数量',
      rate: '单位缺陷数',
      'moving average': '移动平均',
      'cumulative sum': '累积和',
      t2: 'T²：在常见规律之内偏离多远',
      spe: 'SPE：偏离常见规律多少',
      surprise: '生成模型的意外程度',
    },
    inControl: '受控',
    allInControl: '全部受控。',
    outOfControl: (names, n, all) => `${all} 张图中有 ${n} 张失控：${names}。`,
    signals: (n, since) => `失控：${n} 个信号，新数据中最早的在 ${since}`,
    old: (n) => `${n} 个信号，都在计算控制限所用的点中`,
    shown: (n, all) => `${all} 个点中的最后 ${n} 个`,
    points: '点',
    centre: '中心线',
    limits: '控制限',
    signal: '信号',
    capability: (cp, cpk, low, high) => `过程能力 Cp ${cp}，Cpk ${cpk}（${low} 至 ${high}）`,
    outside: (share) => `${share} 超出规格`,
    point: '点',
    rule: '判异准则',
    rules: {
      'beyond-limits': '超出控制限',
      'two-of-three-beyond-two': '三点中有两点超出 2 个标准误',
      'four-of-five-beyond-one': '五点中有四点超出 1 个标准误',
      'eight-on-one-side': '连续八点在中心线同侧',
      'nine-on-one-side': '连续九点在中心线同侧',
      'six-in-a-trend': '连续六点单调上升或下降',
      'fourteen-alternating': '连续十四点上下交替',
      'fifteen-within-one': '连续十五点在 1 个标准误之内',
      'eight-beyond-one': '连续八点都在 1 个标准误之外',
    },
    signalsTable: '信号',
    pageTitle: (name) => `控制图：${name}`,
    pagePoints: (points) => `${points} 个点`,
    made: '控制限的依据',
    baseline: '控制限来自',
    baselineValue: (baseline, all) =>
      baseline === all ? `全部 ${all} 个点` : `${all} 个点中的前 ${baseline} 个`,
    excluded: '未计入控制限',
    missing: '缺少该值的记录',
    falseAlarm: (points) => `受控时每 ${points} 个点误报一次`,
    runLength: '本图的控制限',
  },

  past: {
    heading: '以往决策的结果',
    failures: (records, expected, failures, low, high) =>
      `${records} 条当时待判的记录已有结果：预期 ${expected} 条不合格，实际 ${failures} 条（九成：${low} 至 ${high}）。`,
    verdict: {
      low: '所给风险偏低。',
      right: '与所给风险相符。',
      high: '所给风险偏高。',
    },
    cost: (expected, realised) => `按建议检验，预期成本 ${expected}，实际 ${realised}。`,
    settings: (followed, records) =>
      `建议调整设定之后生产的 ${records} 条记录中，有 ${followed} 条接近所建议的设定。`,
    scrap: {
      followed: (records, expected, realised) =>
        `按建议生产并已判定的 ${records} 条记录，预期报废成本 ${expected}，实际 ${realised}。`,
      others: (records, expected, realised) =>
        `未按建议的 ${records} 条，预期 ${expected}，实际 ${realised}。`,
    },
    groups: '所给风险与实际结果',
    stated: '所给风险',
    records: '记录数',
    failed: '不合格率',
    interval: '九成区间',
    note: '记录在文件中有了结果才计入。若只有检验过的才有结果，漏出的不合格品就看不到。',
  },

  monitoring: {
    heading: '同时监控全部测量值',
    lead: (columns, learnt, rate) =>
      `同时监控 ${columns} 列。控制限来自 ${learnt} 条受控记录；这样的记录偶然报警的比例为 ${rate}。`,
    verdict: (name, beyond, monitored, byChance) =>
      `${name}：${monitored} 条记录中有 ${beyond} 条超出控制限，偶然情况下约 ${byChance} 条。`,
    monitor: '统计量',
    names: { t2: 'T² 统计量', spe: 'SPE 统计量', surprise: '意外程度' },
    beyond: '超出控制限',
    beyondOf: (beyond, monitored) => `${monitored} 条中 ${beyond} 条`,
    share: '比例',
    causes: '信号背后的列',
    causesHead: '背后的列',
    record: '记录',
    drawnAt: (times) => `超过控制限 ${times} 倍的值画在该处`,
    watched: '监控的列',
    leftOut: '未使用的列',
    coverage: '基准期未覆盖的情况',
    measure: '测量值',
    leftSince: (record, by) => `自记录 ${record} 起离开基准期水平，平均偏离 ${by} 个标准差`,
    notLeft: '未离开基准期水平，但变化缓慢',
    independent: '独立取值数',
    coverageNote: (needed) =>
      `这一误报率的控制限在基准期中约需 ${needed} 个独立取值。若这种变化属于正常（例如季节），相应信号就是误报：请用更多或更新的记录重新设定控制图；否则，应查找其原因。`,
    noSurprise: '受控记录太少，无法为生成模型设定控制限。',
    under: (conditions) => `每条记录都与其 ${conditions} 下的通常情况比较。`,
    unseen: (records) => `${records} 条记录未作判断：其工况缺失，或超出基准期所见。`,
    notByComponents: 'T² 与 SPE 未监控的列',
  },
}

function grouped(count: number): string {
  return count.toLocaleString('en')
}
