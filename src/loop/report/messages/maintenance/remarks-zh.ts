// 设备与机群的说明、工单的理由，简体中文；英文句子在 plant/maintenance 的 remarks.ts 与 order-sentence.ts。

import { shareText } from '../../../../plant/maintenance/order-sentence.ts'
import type { UsualRule } from '../../../../plant/maintenance/policy-evidence.ts'
import { short } from '../../../../plant/maintenance/remarks.ts'
import type { FleetRemark, MachineRemark } from '../../../../plant/maintenance/remarks.ts'
import type { OrderCause } from '../../../../plant/maintenance/result.ts'

/** 不含设备名。 */
export function machineRemarkZh(remark: MachineRemark): string {
  switch (remark.code) {
    case 'older-than-seen':
      return `使用时长 ${short(remark.age)} 从未出现过，最长的一段寿命为 ${short(remark.oldest)} 个周期`
    case 'older-than-learned':
      return `使用时长 ${short(remark.age)} 个周期，超过学习过的最长时长 ${short(remark.oldest)}`
    case 'few-cycles':
      return `只有 ${remark.cycles} 个周期的数据，至少需要 ${remark.fewest} 个`
    case 'unseen-conditions':
      return `最近 ${remark.newest} 个周期中有 ${remark.rows} 个处于从未见过的工况（${remark.conditions}），未采用`
    case 'channels-missing':
      return `${remark.all} 个通道中缺少 ${remark.missing} 个`
    case 'out-of-range':
      return `${remark.channels.join('、')} 超出学习过的范围`
    case 'unusual-together':
      return '各通道之间的关系在学习数据中从未出现过'
    case 'stuck':
      return `${remark.channel} 自第 ${remark.since} 周期起停在 ${remark.value}，未采用`
    case 'no-reading':
      return `${remark.channel} 最近没有读数，未采用`
    default:
      return remark satisfies never
  }
}

export function fleetRemarkZh(remark: FleetRemark): string {
  switch (remark.code) {
    case 'ages-alone':
      return `寿命只由使用时长推断：${remark.problem ?? '没有时间训练网络。'}`
    case 'ages-shared':
      return `寿命判断中使用时长占 ${remark.percent}%，其余来自传感器：在 ${remark.failures} 次故障后，这一比例在留出的设备上最好`
    case 'awaiting-repair':
      return `${remark.machines.join('、')}：故障后尚未恢复运行，先修复再安排维护`
    case 'rate-unknown':
      return `报警：健康设备的数据只有 ${remark.healthyCycles} 个周期，不足以保证每 1,000 个周期 ${remark.rate} 次误报；限值在这些数据中没有误报`
    case 'nothing-moves':
      return `报警：设备健康时没有任何通道变化，至少应有 ${remark.channels.join('、')} 之一`
    case 'no-failure':
      return `机群 ${remark.fleet}：尚未出现故障，因此没有生存曲线`
    case 'not-seen-lately':
      return `${remark.machines.slice(0, 12).join('、')}${remark.machines.length > 12 ? ` 等 ${remark.machines.length} 台` : ''}：最后的数据比其他设备早一个时段以上，其计划从那时算起`
    case 'cheap-failure':
      return `一次故障的费用 ${remark.failure} 不高于一次维护的 ${remark.service}（含停机）：任何维护都不划算`
    case 'odd-periods':
      return `一个时段为 ${remark.cyclesPerPeriod} 个周期，共计划 ${remark.periods} 个时段，而所见寿命有一半达到 ${Math.round(remark.typicalAge)} 个周期：cycles_per_period 是否有误？`
    case 'few-past-lives':
      return `历史不足以判断本计划是否比通常做法更省：以故障告终的寿命有 ${remark.lives} 段，至少需要 ${remark.fewest} 段`
    default:
      return remark satisfies never
  }
}

/** 工单为何定在此时。 */
export function orderReasonZh(cause: OrderCause, money: (amount: number) => string): string {
  switch (cause.kind) {
    case 'risk':
      return `再等一个时段多花 ${money(cause.waiting)}：故障风险由 ${shareText(cause.now)} 升到 ${shareText(cause.next)}`
    case 'life':
      return `现在维护多花 ${money(cause.early)}：这样的设备有一半还能运行 ${cause.cycles} 个周期`
    case 'load':
      return `${periodZh(cause.period)} 的生产负荷为平常的 ${shareText(cause.load)}，而本应维护的 ${periodZh(cause.otherPeriod)} 为 ${shareText(cause.otherLoad)}`
    case 'crew':
      return `${periodZh(cause.period)} 可少花 ${money(cause.saving)}，但那时维修人手已占满`
    case 'part':
      return `${periodZh(cause.period)} 可少花 ${money(cause.saving)}，但那时没有备件`
    case 'visit':
      return `与其他设备同一次出动维护；若在本应维护的 ${periodZh(cause.otherPeriod)} 另行出动，多花 ${money(cause.saving)}`
    case 'rule':
      return `按所沿用的通常做法到期：${ruleNameZh(cause.rule)}`
    default:
      return cause satisfies never
  }
}

export function ruleNameZh(rule: UsualRule): string {
  switch (rule.way) {
    case 'run-to-failure':
      return '用到故障为止'
    case 'fixed-interval':
      return `每 ${rule.periods} 个时段维护`
    case 'threshold':
      return `剩余寿命中位数降到 ${rule.cycles} 个周期时维护`
    default:
      return rule satisfies never
  }
}

/** `period 3` where periods are counted; other names are the plant's own. */
export function periodZh(label: string): string {
  return label.replace(/^period (\d+)$/, '第 $1 期')
}
