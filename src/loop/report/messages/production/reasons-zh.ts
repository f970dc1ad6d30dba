// 缺货与加班的原因，简体中文；英文句子在 plant/production/reason-sentence.ts。

import type { Cause, Change, Reason } from '../../../../plant/production/plan.ts'

/** 原因，一直追到部件链的末端。 */
export function causeZh({
  cause,
  because,
  root,
}: Pick<Reason, 'cause' | 'because' | 'root'>): string {
  const chain = root && root.item !== because ? `，原因是缺少 ${root.item}` : ''
  const end = root ? `${chain}：${clauseZh(root.cause, root.because)}` : ''
  return `${clauseZh(cause, because)}${end}。`
}

function clauseZh(cause: Cause, because: string | undefined): string {
  switch (cause) {
    case 'capacity':
      return `${because ?? '某项资源'} 的工时已用尽`
    case 'lead-time':
      return '现在下达的任何订单都来不及到货'
    case 'frozen':
      return '冻结期内不能下达来得及到货的新订单'
    case 'lot-size':
      return '批量限制使数量无法更合适'
    case 'material':
      return `${because ?? '某个部件'} 短缺`
    case 'not-worth-it':
      return '再多备货，增加的成本会超过由此避免的缺货损失'
    case 'cheaper-than-shortage':
      return `加班比缺货便宜${because === undefined ? '' : `（主要为 ${because}）`}`
    case 'not-found':
      return '在计划所用的时间内没有找到更好的方案'
    default:
      return cause satisfies never
  }
}

/** 用来验证原因的改变。 */
export function changeZh(change: Change): string {
  switch (change.kind) {
    case 'no-lead-time':
      return '若提前期为 0'
    case 'no-frozen-periods':
      return '若没有冻结期'
    case 'rarer-shortage':
      return '若按缺货概率减半来定再订货点'
    case 'unit-more':
      return '若再多一件'
    case 'earlier-arrival':
      return `若能在 ${change.before ?? '计划期结束'} 之前首次到货`
    case 'hour-more':
      return `若 ${change.resource} 在 ${change.period} 多一小时`
    case 'hour-less':
      return `若 ${change.resource} 在 ${change.period} 少一小时`
    case 'free-lot':
      return `若没有${lotNames[change.limit]}`
    default:
      return change satisfies never
  }
}

const lotNames = { minimum: '最小批量', multiple: '批量倍数', maximum: '最大批量' } as const
