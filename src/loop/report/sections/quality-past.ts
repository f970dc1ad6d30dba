// What came of the decisions on quality of earlier runs.

import type { PastQuality } from '../../../plant/quality/past-quality.ts'
import type { PlantSummary } from '../content.ts'
import { formatNumber, formatPercent, formatRoughMoney } from '../format.ts'
import { markup, type Markup } from '../markup.ts'
import type { Messages } from '../messages/en.ts'
import { table } from '../table.ts'
import { say } from '../text.ts'

export function pastPart(past: PastQuality, { currency }: Pick<PlantSummary, 'currency'>): Markup {
  return markup`<h4>${say((m) => m.quality.past.heading)}</h4>
    <p>${say((m) => pastQualitySentence(past, currency, m))}</p>
    ${
      past.reliability.length > 0 &&
      table({
        caption: (m) => m.quality.past.groups,
        columns: [
          { head: (m) => m.quality.past.stated },
          { head: (m) => m.quality.past.records, isNumber: true },
          { head: (m) => m.quality.past.failed, isNumber: true },
          { head: (m) => m.quality.past.interval, isNumber: true, isExtra: true },
        ],
        rows: past.reliability.map(({ predicted, records, observed }) => [
          formatPercent(predicted),
          formatNumber(records),
          formatPercent(observed.estimate),
          say((m) => m.range(formatPercent(observed.lower), formatPercent(observed.upper))),
        ]),
      })
    }
    <p class="note">${say((m) => m.quality.past.note)}</p>`
}

/** Also for the terminal. */
export function pastQualitySentence(past: PastQuality, currency: string, m: Messages): string {
  const { judged, expectedFailures, failures, likelyFailures, cost, settings } = past
  const money = (value: number): string => formatRoughMoney(value, currency)
  const words = m.quality.past
  const parts: string[] = []
  if (judged > 0) {
    const [low, high] = likelyFailures.map((count) => formatNumber(count))
    parts.push(
      words.failures(
        formatNumber(judged),
        formatNumber(expectedFailures, 1),
        formatNumber(failures),
        low!,
        high!,
      ),
      words.verdict[verdictOf(past)],
    )
    if (cost) parts.push(words.cost(money(cost.expected), money(cost.realised)))
  }
  if (settings) {
    const { followed, others } = settings
    const all = followed.records + others.records
    parts.push(words.settings(formatNumber(followed.records), formatNumber(all)))
    for (const name of ['followed', 'others'] as const) {
      const { judged: known, expectedCost, realisedCost } = settings[name]
      if (known === 0) continue
      parts.push(words.scrap[name](formatNumber(known), money(expectedCost), money(realisedCost)))
    }
  }
  return parts.join('').trim()
}

function verdictOf({
  failures,
  likelyFailures: [low, high],
}: PastQuality): 'low' | 'right' | 'high' {
  if (failures > high) return 'low'
  return failures < low ? 'high' : 'right'
}
