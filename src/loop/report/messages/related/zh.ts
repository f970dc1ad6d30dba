// The sentences of a report on two related tables or on sequences, in Chinese.

import type { relatedEn } from './en.ts'

const candidates: Readonly<Record<string, string>> = {
  synthetic: '本模型',
  unrelated: '无关联的子记录',
  bootstrap: '重抽训练父记录',
  holdout: '其他真实父记录',
}

export const relatedZh: typeof relatedEn = {
  subtitle: (parents, children, made) =>
    `抽样 ${parents} 条父记录与 ${children} 条子记录 · 生成于 ${made}`,
  scores: '评分',
  lead: '各列用同样方法衡量。无关联的子记录只保留每一列本身；其他真实父记录是可能达到的上限。',
  name: (name) => candidates[name] ?? name,
  integrity: '没有父记录的子记录',
  cardinality: '子记录数量',
  spacing: '间隔',
  parentQuality: '父记录质量',
  childShapes: '子记录的列形状',
  childPairs: '子记录的列对',
  trends: '跨表趋势',
  means: '序列均值',
  deviations: '序列标准差',
  steps: '相邻行之差',
  autocorrelation: (lag) => `自相关，滞后 ${lag}`,
  windows: (length) => `识别，窗口长 ${length}`,
  note: '名称与定义同 SDMetrics：CardinalityShapeSimilarity、全部列对的 InterTableTrends、StatisticMSAS、InterRowMSAS。自相关为 1 减去各序列均值之差的一半。1 为最好；没有父记录的子记录应为零。',
  sequences: '序列并排对照',
  sequencesLead:
    '左侧为随机选出的三个真实实体，右侧为抽样生成的三个：每个字段从首行到末行，同一刻度。真实实体来自训练记录：不应看到这些记录的人，请勿给其看本页。',
  real: '真实（左）',
  drawn: '生成（右）',
  fields: '逐字段看序列',
  families: (parent, child) => `父记录用 ${parent}，子记录用 ${child}`,
  speed: '每秒子记录数',
}
