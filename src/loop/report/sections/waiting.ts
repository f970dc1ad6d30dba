// Records that have no result yet: which to test first, how likely they fail and what testing them saves.

import type { QualityResult, WaitingLot } from '../../../plant/quality/result.ts'
import type { PlantSummary } from '../content.ts'
import { formatNumber, formatPercent, formatRoughMoney, moneyColumn } from '../format.ts'
import { markup, type Markup } from '../markup.ts'
import { bar, table, type ColumnHead } from '../table.ts'
import { say } from '../text.ts'

const shownLimit = 10

/** False where every record has its result. */
export function waitingPart(
  { waiting }: QualityResult,
  { currency }: Pick<PlantSummary, 'currency'>,
): Markup | false {
  if (!waiting) return false
  const { inspected, records, expectedCost, expectedCostUninspected } = waiting
  // Without costs, as they come: the likeliest to fail first.
  const lots = waiting.lots.toSorted((a, b) => (b.saving ?? 0) - (a.saving ?? 0))
  const shown = lots.slice(0, shownLimit)
  const areLots = shown.some(({ row }) => row === null)
  const hasSavings = inspected !== null
  const money = moneyColumn(
    shown.map(({ saving }) => saving ?? 0),
    currency,
  )
  const largest = Math.max(...shown.map(({ failureProbability }) => failureProbability))
  const columns: readonly (readonly [ColumnHead, (lot: WaitingLot) => Markup | string] | false)[] =
    [
      [{ head: (m) => (areLots ? m.quality.waiting.lot : m.quality.waiting.recordHead) }, nameCell],
      areLots && [
        { head: (m) => m.quality.waiting.records, isNumber: true, isExtra: true },
        (lot) => formatNumber(lot.records),
      ],
      [
        { head: (m) => m.quality.waiting.risk, isNumber: true },
        (lot) => formatPercent(lot.failureProbability),
      ],
      [{ head: () => '', isExtra: true }, (lot) => bar(lot.failureProbability, largest)],
      hasSavings && [
        { head: (m) => m.quality.waiting.inspected, isNumber: true },
        (lot) => formatNumber(lot.inspected),
      ],
      hasSavings && [
        { head: (m) => m.quality.waiting.saving, isNumber: true },
        (lot) => (lot.inspected > 0 ? money(lot.saving ?? 0) : ''),
      ],
    ]
  const given = columns.filter((column) => column !== false)
  return markup`<h3>${say((m) => m.quality.waiting.heading)}</h3>
    <p>
      ${say((m) =>
        inspected !== null && expectedCost !== null && expectedCostUninspected !== null
          ? m.quality.waiting.inspect(
              formatNumber(inspected),
              formatNumber(records),
              formatRoughMoney(expectedCostUninspected - expectedCost, currency),
            )
          : m.quality.waiting.untestedOnly,
      )}
    </p>
    ${table({
      caption: (m) => m.quality.waiting.heading,
      columns: given.map(([head]) => head),
      rows: shown.map((lot) => given.map(([, cell]) => cell(lot))),
    })}
    ${lots.length > shown.length && markup`<p class="note">${say((m) => m.quality.waiting.more(formatNumber(lots.length - shown.length)))}</p>`}`
}

function nameCell({ name, row, unfamiliar }: WaitingLot): Markup {
  return markup`<span class="item">${row === null ? name : say((m) => m.quality.waiting.row(formatNumber(row)))}</span>
    ${unfamiliar > 0 && markup` <span class="note">${say((m) => m.quality.waiting.unfamiliar)}</span>`}`
}
