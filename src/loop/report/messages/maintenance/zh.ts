// 设备报告的简体中文文本。

import type { MaintenanceMessages } from './en.ts'
import {
  fleetRemarkZh,
  machineRemarkZh,
  orderReasonZh,
  periodZh,
  ruleNameZh,
} from './remarks-zh.ts'

export const maintenanceZh: MaintenanceMessages = {
  heading: '设备',
  headingOf: (fleet) => `设备：${fleet}`,
  pageMachines: (machines) => `${machines} 台设备`,
  lead: (machines, horizon, services, failures) =>
    `未来 ${horizon}，${machines} 台设备计划维护 ${services} 次，预计仍会发生 ${failures} 次故障。`,
  firm: (firmPeriods, services) =>
    `未来 ${firmPeriods}内已确定维护 ${services} 次；之后的日期为暂定，随设备状况更新。`,
  cost: (total) => `故障、维护、备件与停产损失预计共 ${total}。`,
  gap: (gap) => `已确定的维护与暂定日期都最多只能再省 ${gap}。`,
  costs: {
    heading: '计划期内的预期费用',
    failures: '故障',
    services: '维护',
    lostProduction: '停产损失',
    parts: '备件',
    visits: '维修人手出动',
    total: '合计',
  },

  orders: {
    heading: '要下达的维护工单',
    none: '计划期内没有值得做的维护。',
    machine: '设备',
    when: '时间',
    firm: '确定',
    provisional: '暂定',
    at: { number: '届时周期数', time: '日期' },
    risk: '此前故障风险',
    without: '不做的代价',
    note: '此前故障风险：在维护之前发生故障的概率。不做的代价：完全不维护所增加的预期费用。',
    reason: orderReasonZh,
  },

  period: periodZh,
  calendar: {
    heading: '维护与生产',
    headingAlone: '维护安排',
    title: '维护日历',
    note: '颜色越深，若不维护则到那时越可能已经故障。',
    bars: '灰色柱：生产负荷。',
    risk: '故障风险',
    service: '维护（确定）',
    provisional: '暂定日期',
    load: '生产负荷',
    period: '时间',
    services: '维护次数',
    failures: '预计故障',
    parts: '备件库存',
    arriving: '到货备件',
    ordered: '订购备件',
    more: (n) => `另有 ${n} 台设备见 report.json。`,
  },

  ranking: {
    heading: '健康状况与风险',
    verdict: (machine, health, risk, period) =>
      `最紧迫的是 ${machine}：健康度 ${health}，若不维护，到 ${period} 为止有 ${risk} 的可能发生故障。`,
    machine: '设备',
    age: { number: '周期数', time: '数据截至' },
    health: '健康度',
    life: '剩余寿命（90%）',
    soon: (period) => `至 ${period} 故障`,
    within: (low, high) => `${low} 至 ${high}`,
    alert: '报警',
    unfamiliar: '超出学习范围',
    note: {
      number: '健康度是剩余寿命中位数与全新设备之比。剩余寿命以文件中的周期计。',
      time: '健康度是剩余寿命中位数与全新设备之比。剩余寿命以小时计。',
    },
    driver: {
      number: (channel, cycles, deviation) => `${channel} ${cycles} 周期（${deviation} 个标准差）`,
      time: (channel, hours, deviation) => `${channel} ${hours} 小时（${deviation} 个标准差）`,
    },
    driversNote:
      '设备名下：使其剩余寿命变短的通道。数字为与同龄且读数健康的设备相比，该通道使中位数减少多少；括号内为最新读数偏离健康读数的标准差数。',
  },

  fans: {
    heading: '各设备运行中的剩余寿命',
    note: {
      number: (cycles) => `纵轴为剩余周期，横轴为设备的周期数；${cycles} 个周期为一个计划时段。`,
      time: (hours) => `纵轴为剩余小时，横轴为时间；${hours} 小时为一个计划时段。`,
    },
    median: '中位数',
    half: '五成',
    most: '九成',
    cycle: { number: '周期', time: '时间' },
    left: { number: '剩余周期', time: '剩余小时' },
  },

  alerts: {
    heading: '报警',
    none: '没有异常的设备。',
    raised: {
      number: (machine, cycle, level) => `${machine}：自第 ${cycle} 周期起，现为限值的 ${level} 倍`,
      time: (machine, time, level) => `${machine}：自 ${time} 起，现为限值的 ${level} 倍`,
    },
    channel: (channel, deviation) => `${channel} ${deviation} 个标准差`,
    note: '每台设备只报一次。标准差取自相同工况下的健康设备。',
  },

  survival: {
    heading: '能用多久',
    note: (lives, failures) =>
      `到某一使用时长仍在运行的比例，来自 ${lives} 段寿命，其中 ${failures} 次故障；其余提前终止，按删失计。`,
    seen: '实测（Kaplan-Meier）',
    interval: (share) => `${share} 区间`,
    weibull: '威布尔分布',
    age: { number: '使用周期数', time: '使用小时数' },
    alive: '仍在运行',
  },

  causes: {
    heading: '故障的原因',
    cause: '原因',
    failures: '故障',
    share: '占比',
    cumulative: '累计占比',
    machines: '设备数',
    untold: '未注明',
    note: '按事件记录中的原因排列的帕累托图表：排在前面的最值得先解决。',
  },

  evidence: {
    heading: '在过去的寿命上会花多少',
    none: '以故障告终的寿命太少，无法判断各种维护方式会花多少，因此这里不对过去作任何结论。',
    lead: (lives, leftOut) =>
      `把以故障告终的 ${lives} 段寿命重新经历一遍：每段都由没有见过它的模型预测，每个时段重新决策，费用、人手与备件即本机群的。通常做法的参数在一半寿命上确定，在另一半上评判。另有 ${leftOut} 段以其他方式结束或仍在继续的寿命不在其中，因为无人知道它们本来有多长；如果许多设备都被提前维护，重新经历的寿命就比通常的短。`,
    stands: (difference, isLess, rule) =>
      `在本机群过去的寿命上，本计划每台每时段比通常做法中最好的（${rule}）${isLess ? '少' : '多'}花 ${difference}。`,
    isUnsure: '这在偶然波动之内，因此仍按本计划。',
    followed: (rule) =>
      `在本机群过去的寿命上，“${rule}”比本计划更省，超出了偶然波动：在证据改变之前沿用它。`,
    way: '维护方式',
    cost: '每台每时段费用',
    less: '本计划与之相比（90%）',
    failures: '每百故障',
    services: '每百维护',
    wasted: '浪费的寿命',
    plan: '维护计划',
    rule: ruleNameZh,
    note: '每百：每一百个设备时段。区间中每段寿命只计一次。',
  },

  past: {
    heading: '以往计划的结果',
    failures: (plans, machines, expected, failures, low, high) =>
      `至今已核对以往计划 ${plans} 份，共 ${machines} 个给出的风险。据此预计故障 ${expected} 次，实际 ${failures} 次（十之有九：${low} 至 ${high} 次）。`,
    verdict: {
      low: '给出的风险偏低。',
      right: '与给出的风险相符。',
      high: '给出的风险偏高。',
    },
    orders: (due, serviced, failed, unordered) =>
      `到期的确定工单 ${due} 份，其中 ${serviced} 份已执行，${failed} 台设备在此之前故障。无工单的维护 ${unordered} 次。`,
    cost: (expected, realised) => `故障与维护预计费用 ${expected}，实际 ${realised}。`,
    groups: '给出的风险与故障',
    stated: '给出的下一时段风险',
    range: (from, to) => `${from} 至 ${to}`,
    machines: '设备数',
    expected: '预计故障',
    seen: '故障',
    note: '每份计划按直到下一次运行为止的事件记录核对。费用按平常的生产负荷计算。',
  },

  trust: '可信吗？',
  notes: '须知',
  fleetRemark: fleetRemarkZh,
  machineRemark: (machine, remark) => `${machine}：${machineRemarkZh(remark)}`,
}
