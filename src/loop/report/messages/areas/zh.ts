// 没有需求计划的工厂报告所用的中文语句。

import type { areasEn } from './en.ts'

export const areasZh: typeof areasEn = {
  title: (plant) => `${plant} 的行动建议`,
  now: (list) => `当前值得做的：${list}。`,
  services: (n) => `维护 ${n.toLocaleString('en')} 次`,
  tests: (n) => `检验 ${n.toLocaleString('en')} 条记录`,
  settings: (n) => `调整 ${n.toLocaleString('en')} 项设定`,
  nothing: '目前没有建议的措施；原因见下文各部分。',
  notYet: '目前还无法给出建议；下文说明记录中缺少什么。',
  records: (n) => `${n} 条记录`,
  made: '同样的数据、设置、种子与版本在同一台机器上得出同样的结果；记录不变时沿用已学到的模型。',
}
