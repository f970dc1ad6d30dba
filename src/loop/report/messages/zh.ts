// 报告的简体中文文本，与英文一一对应。

import type { Segment } from '../../../plant/demand/segment.ts'
import type { Frequency, PeriodName, Policy, Stage } from '../content.ts'
import type { Messages } from './en.ts'
import { areasZh } from './areas/zh.ts'
import { maintenanceZh } from './maintenance/zh.ts'
import { planNoteZh } from './production/notes-zh.ts'
import { causeZh, changeZh } from './production/reasons-zh.ts'
import { qualityZh } from './quality/zh.ts'
import { recordsZh } from './records/zh.ts'
import { relatedZh } from './related/zh.ts'
import { withKnownWords } from './words.ts'

const periodNames = {
  hour: '小时',
  day: '天',
  week: '周',
  month: '个月',
  quarter: '个季度',
  year: '年',
  period: '个时段',
} as const satisfies Record<PeriodName, string>

const singlePeriod = {
  hour: '小时',
  day: '天',
  week: '周',
  month: '月',
  quarter: '季度',
  year: '年',
} as const satisfies Record<Frequency, string>

const policyNames: Readonly<Record<string, string>> = {
  millrace: 'Millrace',
  'seasonal-naive': '去年同期加正态安全库存',
  'sba-ets': 'SBA 或 ETS 加正态安全库存',
  'perfect-foresight': '完全预知',
} satisfies Record<Policy, string>

const segmentNames: Readonly<Record<string, string>> = {
  smooth: '平稳',
  erratic: '波动',
  intermittent: '间断',
  lumpy: '块状',
  short: '历史很短',
  new: '没有历史',
} satisfies Record<Segment, string>

const modelNames = {
  auto: '所用组合',
  'seasonal-naive': '去年同期',
  ets: 'ETS',
  ses: 'SES',
  theta: 'Theta',
  autoregression: '自回归',
  croston: 'Croston',
  sba: 'SBA',
  tsb: 'TSB',
  empirical: '近期分位数',
  'negative-binomial': '负二项',
  discounted: '折扣自助法',
  'like-items': '相似物料',
  histogram: '直方图网络',
  vae: 'VAE',
  gan: 'GAN',
  'wasserstein-gan': 'Wasserstein GAN',
  level: '水平',
  counts: '计数',
} as const satisfies Record<string, string>

const curveNames: Readonly<Record<string, string>> = {
  training: '训练',
  generator: '生成器',
  discriminator: '判别器',
  critic: '评判器',
  validation: '验证',
  'log loss': '对数损失',
  bound: '变分界',
  'ranked probability score': '排序概率得分',
}

export const zh: Messages = {
  title: (plant) => `${plant} 的计划`,
  language: '语言',
  periods: (n, frequency) => `${n} ${periodNames[frequency]}`,
  span: (from, to, length) => `${length}：${from} 至 ${to}`,
  made: (time) => `生成于 ${time}`,
  contents: '目录',
  numbers: '显示数字',
  units: '件',
  unitsPer: (frequency) => `件/${singlePeriod[frequency]}`,
  hoursPer: (frequency) => `工时/${singlePeriod[frequency]}`,
  range: (from, to) => (from === to ? from : `${from} 至 ${to}`),
  policy: (name) => policyNames[name] ?? name,
  segment: (name) => segmentNames[name] ?? name,
  model: (names) => withKnownWords(names, modelNames),
  curve: (name) =>
    name
      .split(': ')
      .map((part) => curveNames[part] ?? part)
      .join('：'),
  list: (parts, left) => parts.join('、') + (left > 0 ? ` 等（另有 ${left} 处）` : ''),
  releases: (n) => `${n.toLocaleString('en')} 张采购单与生产批次`,
  more: (n, file) => `其余 ${n} 项见 ${file}`,

  first: {
    heading: '先做什么',
    lead: (profit, horizon) => `未来 ${horizon}，本计划的预期利润为 ${profit}`,
    leadLoss: (loss, horizon) => `未来 ${horizon}，本计划预计亏损 ${loss}`,
    gain: (difference, rule) => `，在同样的情景下比通常规则（${rule}）好 ${difference}。`,
    loss: (difference, rule) => `，在同样的情景下比通常规则（${rule}）差 ${difference}。`,
    noRule: '。',
    noStock: (n, all) =>
      `${all} 种物料中有 ${n} 种的现有库存未知，按 plant.yaml 的默认值（未设置时为 0）计算，因此计划会补充可能本来就满的货架。执行之前请提供 stock_on_hand 列。`,
    profit: '预期利润',
    likely: (low, high) => `八成情景：${low} 至 ${high}`,
    betterIn: (share) => {
      if (share >= 1) return '在所有情景中都更好'
      if (share <= 0) return '没有一种情景更好'
      return `100 种情景中有 ${Math.min(99, Math.max(1, Math.round(100 * share)))} 种更好`
    },
    bad: (value) => `最差一成：平均 ${value}`,
    against: '比通常规则多',
    fillRate: '库存满足的需求',
    stock: '平均库存',
    overtime: '加班',
    overtimeHours: (hours) => `${hours} 小时`,
    ofRule: (value) => `通常规则：${value}`,
    release: (n, period) =>
      n === 0
        ? `${period}无需下达任何订单。`
        : `${period}下达 ${n.toLocaleString('en')} 张采购单与生产批次`,
    inPeriod: (frequency, label) => `本${singlePeriod[frequency]}（${label}）`,
    worthNote: '“价值”指只去掉这一行、其余不变时损失的预期利润。各行相互影响，因此价值不能相加。',
    make: '生产',
    buy: '采购',
    item: '物料',
    quantity: '数量',
    usable: '可用时间',
    afterHorizon: '计划期之后',
    hours: '工时',
    cost: '成本',
    worth: '价值',
    trust: '可信吗？',
    learntNothing: '未能学到任何内容，原因见该部分。',
    plan: '计划',
    beyond: '检验、设备与设定',
    test: (n, all) => `${all} 条尚无结果的记录中检验 ${n} 条`,
    lots: (names) => `先检验 ${names}`,
    what: '事项',
    when: '时间',
    service: '维护',
    change: (setting, from, to) => `${setting} 由 ${from} 改为 ${to}`,
    now: '现在',
    lessScrap: (share) => `预期报废成本减少 ${share}`,
    perRecords: (n) => `每 ${n} 条记录`,
    later: (n) => `计划中的全部 ${n.toLocaleString('en')} 张采购单与生产批次（按下达时间）`,
  },

  infeasible: {
    heading: '按现有条件无法排出计划',
    lead: '以下规则不能同时成立。每一行说明哪条规则需要放宽、放宽多少。',
    constraint: '规则',
    subject: '对象',
    period: '时间',
    excess: '需放宽',
    whole: '全部',
    constraints: {
      capacity: '资源工时',
      material: '组件库存',
      demand: '不得缺货的需求',
      service: '服务水平',
      'lot-size': '批量',
      'shelf-life': '保质期',
    },
    excessOf: {
      hours: (amount) => `${amount} 小时`,
      units: (amount) => `${amount} 件`,
    },
  },

  why: {
    heading: '为什么',
    none: '预计没有缺货，也不需要加班。',
    reasons: '预计的缺货与加班',
    shortage: (item, quantity, range) => `${item}：平均最多缺 ${quantity} 件（${range}）`,
    overtime: (resource, hours, range) => `${resource}：加班 ${hours} 小时（${range}）`,
    cause: causeZh,
    moreItems: (n) => `另有 ${n} 种物料`,
    brings: (change, money) => `${changeZh(change)}，可多赚 ${money}。`,
    loses: (change, money) => `${changeZh(change)}，会少赚 ${money}。`,
    stake: (money) => `预计共损失 ${money}。按原因列出，损失大的在前：`,
    whatAndWhy: '内容与原因',
    costs: '预计代价',
    rest: (n, money) => `其余 ${n} 项共 ${money}，见 reasons.csv 与 plan.json。`,
    capacity: '已用与可用工时',
    utilisation: (share) => `占正常工时的 ${share}`,
    regular: '正常工时内',
    overtimeUsed: '加班',
    regularLimit: '正常工时上限',
    overtimeLimit: '含加班上限',
    period: '时间',
    stock: '未来库存',
    stockOf: (shown, all) =>
      `${shown < all ? `${all} 种物料中 ${shown} 种` : `${all} 种物料`}的图，缺货损失大的在前。`,
    stockNote: '色带包含十种情景中的八种，灰柱为到货量。',
    stockMedian: '库存中位数',
    stockBand: '十种情景中的八种',
    arrivals: '到货',
    fillRate: (share) => `库存满足 ${share}`,
  },

  evidence: {
    heading: '依据',
    value: '这样做计划划算吗？',
    valueLead: (horizon) =>
      `把历史的最后 ${horizon} 逐期重新计划一遍，只用当时已知的信息，并按真实需求结算。这只是一段时间：换一段，数字会不同。`,
    captured: (share) =>
      `完全预知能比习惯做法多赚的部分，Millrace 拿到了 ${share}；仅凭这一段无法判断偶然性对它的影响有多大。`,
    past: (horizon, difference, isMore) =>
      `把最近的 ${horizon}重新计划一遍，这样做比习惯做法${isMore ? '多' : '少'}赚 ${difference}。`,
    pastOfBest: (share) => `这是完全预知所能多赚的 ${share}。`,
    pastShort: '这一段太短，说明不了什么。',
    held: (share) => `十种情景中的八种应包含 80% 的实际需求；在留出的需求上实际包含 ${share}。`,
    gain: (share) => `在留出的需求上，所用模型的误差比最好的简单规则小 ${share}。`,
    behind: '把最近的时段重新计划一遍，所得少于习惯做法：见“依据”。',
    noBacktest: '历史太短，无法对过去重新计划，因此这里不对过去作任何结论。',
    policyHeading: '计划方式',
    profit: '利润',
    fillRate: '库存满足率',
    stockValue: '库存金额',
    cumulative: '比习惯做法多赚的利润（累计）',
    profitChart: '本计划在各情景下的利润',
    profitChartNote: (n) => `${n} 种情景；高度为情景数。`,
    meanProfit: '预期',
    ruleProfit: '通常规则',
    forecasts: '需求可能如何变化',
    forecastsNote: '深色为历史；蓝线为各情景的中位数，两层色带分别包含十种情景中的四种与八种。',
    history: '历史',
    median: '中位数',
    band40: '十种情景中的四种',
    band80: '十种情景中的八种',
    by: (model) => `模型：${model}`,
    models: '哪个模型预测什么',
    modelsLead: (windows, horizon) =>
      `每个模型从历史中的 ${windows} 个较早时点预测 ${horizon}，看不到其后的数据。所用组合在另外的、更早的时点上选定，只有胜过最好基线的模型才会获得权重。`,
    leftOut: (names) => `因历史或时间不足而未采用：${names}。`,
    noModels: '历史太短，无法留出检验数据，因此没有作比较。',
    segment: '需求类型',
    series: '序列数',
    chosen: '采用',
    loss: '分位数损失',
    scaledError: 'MASE',
    coverage: '80% 区间实际覆盖',
    chosenFor: '采用于',
    bestBaseline: '最好基线',
    better: '改进',
    model: '模型',
    baselineTag: '基线',
    lossNote:
      '分位数损失为 0.1 至 0.9 各分位数的加权损失：按模型时取单个周期；按需求类型时，若序列不少于 100 条，则取自今日起累计的需求（即订货须覆盖的量）。MASE 以去年同期为参照。两者越低越好。如实的 80% 区间应覆盖 80%。基线是常用的简单规则，始终与模型一同拟合。',
    calibration: '校准',
    calibrationNote: '需求落在各预测分位数及以下的频率。在虚线上表示预测既不偏低也不偏高。',
    nominal: '分位数',
    observed: '不超过的需求',
    calibrationAxis: '横轴：预测的分位数；纵轴：不超过它的需求所占比例',
    chosenModels: '所采用的模型',
    ideal: '理想',
    calibrationAndTraining: '校准程度与学习过程',
    trainingNote: (epoch) => `训练各轮的损失；保留第 ${epoch} 轮（点线）`,
    epoch: '轮',
  },

  data: {
    heading: '数据',
    lead: (rows, series, from, to) => `${series} 种物料的 ${rows} 行需求，${from} 至 ${to}。`,
    clean: '没有需要修补的数据。',
    findings: '发现的问题与处理',
    found: '问题',
    where: '位置',
    done: '处理',
    kinds: {
      'stray-blanks': (n) => `${n} 个名称含多余空格`,
      'missing-value': (n) => `${n} 个空值`,
      unsorted: (n) => `${n} 行顺序错乱`,
      'exact-duplicate': (n) => `${n} 行重复`,
      'duplicate-key': (n) => `${n} 行与先前的行矛盾`,
      negative: (n) => `${n} 个负需求`,
      gap: (n) => `${n} 期缺失`,
      outlier: (n) => `${n} 个异常值`,
      constant: (n) => `${n} 种物料的需求恒定`,
      'all-zero': (n) => `${n} 种物料没有需求`,
      'too-short': (n, bound = 0) => `${n} 种物料的历史不足 ${bound} 个数值`,
      'no-history': (n) =>
        `${n} 种物料没有历史：预期每期需求（中位数及其 80% 区间）← 与之最相似的物料`,
      'never-asked': (n) =>
        `${n} 种物料既无需求也不用于其他物料：可在物料文件的 expected_demand 或 like 列写明预期`,
      'stuck-sensor': (n) => `${n} 个读数不再变化`,
      'unknown-machine': (n) => `${n} 台设备没有传感器记录`,
      spelling: (n) => `${n} 种设备名称的其他写法`,
      'same-moment': (n) => `${n} 个事件与同一设备的另一事件同时`,
      'text-column': (n) => `${n} 个与传感器并列的文字列`,
      'other-event': (n) => `${n} 行其他类型的事件`,
    },
    actions: {
      kept: '保留',
      trimmed: '已去除空格',
      sorted: '已排序',
      dropped: '已删除',
      summed: '已合计',
      'first-kept': '保留第一行',
      'last-kept': '保留最后一行',
      'set-to-zero': '按零计',
      interpolated: '按相邻值插补',
      'left-missing': '保持缺失',
      capped: '降到通常的最大值',
      likened: '按相似物料预测，有了自身需求后逐步转用',
      'not-planned': '不作计划',
      joined: '视为同一个',
    },
    remarks: '所作的假定',
    note: planNoteZh,
  },

  provenance: {
    heading: '如何得出',
    reused: (time) => `数据与设置同此前一次运行相同，因此沿用了 ${time} 训练的模型。`,
    trained: '模型在本次运行中训练。',
    again: '同样的数据、设置、种子与版本在同一台机器上得出同样的计划。',
    seed: '种子',
    scenarios: '情景数',
    fingerprint: '数据与设置的指纹',
    method: '计划方法',
    methods: { 'per-item': '逐个物料', 'lot-sizing': '在产能内统筹全部物料' },
    gap: '与最优计划的差距至多',
    risk: '风险偏好',
    expectedProfit: '预期利润',
    cvar: (share, weight) => `预期利润，并以权重 ${weight} 兼顾最差 ${share} 的情景`,
    versions: '版本',
    times: '各阶段用时（秒）',
    stages: {
      load: '读取',
      clean: '检查与清理',
      train: '训练',
      evaluate: '评估',
      forecast: '预测',
      quality: '学习质量',
      maintenance: '学习设备',
      plan: '计划',
      backtest: '重做过去的计划',
      report: '报告',
    } satisfies Record<Stage, string>,
  },

  areaProblem: '此处未能学到任何内容（原因以英文给出）：',
  quality: qualityZh,
  areas: areasZh,
  maintenance: maintenanceZh,

  records: recordsZh,
  related: relatedZh,
}
