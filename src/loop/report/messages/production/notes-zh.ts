// 计划的说明，简体中文；英文句子在 plant/production/notes.ts。

import { figureText, percentText, type PlanNote } from '../../../../plant/production/notes.ts'

type Assumed = Extract<PlanNote, { readonly code: 'assumed' }>

export function planNoteZh(note: PlanNote): string {
  switch (note.code) {
    case 'longer-horizon':
      return `计划期由 ${note.asked} 期延长到 ${note.periods} 期：最长提前期为 ${note.longestLeadTime} 期`
    case 'past-due':
      return `${note.orders} 个未结订单已过期：视为第一期到货`
    case 'due-later':
      return `${note.orders} 个未结订单在计划期之后到货：未计入`
    case 'calendar-outside':
      return `${note.exceptions} 条日历例外在计划期之外：未计入`
    case 'rule-proposed':
      return `采用了常规做法 ${note.rule}：没有找到更好的`
    case 'no-search':
      return `在 ${note.effort} 的搜索量内没有为共用资源或材料的物料找到计划：批量按预期需求下的水位与批量确定；请给更多搜索量`
    case 'stopped-by-clock':
      return '搜索因时间到而停止：在较空闲的机器上或给更多时间，可能找到更好的计划'
    case 'assumed':
      return `${note.allItems} 个物料中有 ${note.items} 个${assumptionZh(note)}`
    default:
      return note satisfies never
  }
}

function assumptionZh({ figure, value }: Assumed): string {
  const number = value === null ? '' : figureText(value)
  switch (figure) {
    case 'price':
      return `没有给出价格：按单位成本 × ${number} 计`
    case 'unit_cost':
      return value === null
        ? '的单位成本低于组件成本：按组件成本计'
        : `没有给出单位成本：按价格 ÷ ${number} 计`
    case 'making_cost':
      return '没有给出制造成本：除组件外按无成本计'
    case 'holding_rate_per_year':
      return `没有给出持有成本：按每年单位成本的 ${percentText(value)}% 计`
    case 'lost_sale_cost':
      return '没有给出失销成本：只计损失的毛利'
    case 'backorder_cost_per_period':
      return `没有给出欠货成本：按使 ${percentText(value)}% 服务水平最优的成本计`
    default:
      return `没有给出${figureNames[figure] ?? ''}（${figure}）：按 ${number} 计`
  }
}

const figureNames: Partial<Record<Assumed['figure'], string>> = {
  stock_on_hand: '现有库存',
  lead_time: '提前期',
  minimum_lot: '最小批量',
  lot_multiple: '批量倍数',
  fixed_cost: '固定成本',
}
