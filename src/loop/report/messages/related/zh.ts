// The sentences of a report on two related tables or on sequences, in Chinese.

import type { relatedEn, RelatedNames } from './en.ts'

const rowsOf = ({ parents, children }: RelatedNames): string =>
  parents === null ? '行' : `行 ${children} `

export const relatedZh: typeof relatedEn = {
  subtitle: (names, parents, children, made) =>
    names.parents === null
      ? `抽样 ${parents} 条序列（每个 ${names.key} 一条），共 ${children} 行 · 生成于 ${made}`
      : `抽样 ${parents} 行 ${names.parents} 与 ${children} ${rowsOf(names)}· 生成于 ${made}`,
  scores: '评分',
  lead: (names) =>
    names.parents === null
      ? '各列用同样方法衡量。打乱的行只保留每一列本身；其他真实序列是可能达到的上限。'
      : `各列用同样方法衡量。打乱的 ${names.children} 行只保留每一列本身；其他真实记录是可能达到的上限。`,
  name: (names, name) => {
    const one = names.parents === null ? '序列' : ` ${names.parents}`
    const candidates: Readonly<Record<string, string>> = {
      synthetic: '本模型',
      unrelated: '打乱的行',
      bootstrap: `重抽训练${one}`,
      holdout: `其他真实${one}`,
    }
    return candidates[name] ?? name
  },
  integrity: ({ parents, children, key }) => `${children} 中 ${key} 不在 ${parents} 里的行`,
  cardinality: ({ parents, children, key }) =>
    parents === null ? `每个 ${key} 的行数` : `每个 ${key} 的 ${children} 行数`,
  spacing: ({ order }) => `${order} 的间隔`,
  parentQuality: ({ parents, key }) =>
    parents === null ? `同一 ${key} 内不变各列的质量` : `${parents} 的质量`,
  childShapes: ({ children }) => `${children} 的列形状`,
  childPairs: ({ children }) => `${children} 的列对`,
  trends: ({ parents, children, key }) =>
    parents === null
      ? `各列与同一 ${key} 内不变各列的列对`
      : `${parents} 与 ${children} 之间的列对`,
  means: ({ key }) => `每个 ${key} 的均值`,
  deviations: ({ key }) => `每个 ${key} 的标准差`,
  steps: '相邻行之差',
  autocorrelation: (lag) => `自相关，滞后 ${lag}`,
  lag: (lag) => `滞后 ${lag}`,
  lagNote: '滞后：相隔这么多行的自相关。',
  windows: (length) => `识别，窗口长 ${length} 行`,
  note: '名称与定义同 SDMetrics：CardinalityShapeSimilarity、全部列对的 InterTableTrends、StatisticMSAS、InterRowMSAS。自相关为 1 减去各序列均值之差的一半。1 为最好。',
  integrityNote: '找不到主键的行应为零。',
  sequences: '序列并排对照',
  sequencesLead: (key) =>
    `左侧为随机选出的三条真实序列（每个 ${key} 一条），右侧为抽样生成的三条：每一列从首行到末行，同一刻度。真实序列来自训练数据：不应看到这些数据的人，请勿给其看本页。`,
  real: '真实（左）',
  drawn: '生成（右）',
  fields: '逐列看序列',
  families: (names, parent, child) =>
    names.parents === null
      ? `序列整体用 ${parent}，各行用 ${child}`
      : `${names.parents} 用 ${parent}，${names.children} 用 ${child}`,
  speed: (names) => (names.parents === null ? '每秒行数' : `每秒 ${names.children} 行数`),
  conditions: '运行工况',
  conditionsFound: (count, columns, more) =>
    `${count} 种；按各工况之内的偏差学习的列：${columns}${more === null ? '' : ` 等另外 ${more} 列`}`,
  privacy: {
    heading: ({ parents }) => (parents === null ? '整条序列的隐私' : `${parents} 连同其各行的隐私`),
    lead: ({ parents, key }) =>
      `把每个 ${key} 当作一条记录：${parents === null ? '' : `它在 ${parents} 中的各列、`}行数，以及每一列的均值、标准差和首尾五段各自的均值。生成的记录离训练数据，不应比其他真实记录更近。`,
    none: '没有模型未见过的真实数据，就无从说起。请用 --holdout 给出。',
    copies: '每一行都相同',
    closer: '更靠近训练数据而非其他真实数据',
    overfitting: '过拟合保护',
    baseline: '与随机记录相比的距离（基线保护）',
    membership: '成员推断优势',
    area: '该攻击的 ROC 曲线下面积',
    note: (count, copies) =>
      `其他真实数据中有 ${copies} 与某条训练数据每一行都相同。更靠近训练数据：一半为理想。攻击针对 ${count} 个成员及同样多的其他对象：优势为 0、面积为 0.5 等于抛硬币。`,
    few: '数量太少，难以看出攻击的收益：请留意误差范围。',
  },
}
