// How fields hang together, real beside synthetic, and the rows on a plane.

import type { PairQuality } from '../../../generative/evaluation/fidelity/quality.ts'
import { associationChart } from '../../report/charts/association-chart.ts'
import { scatterChart } from '../../report/charts/scatter-chart.ts'
import type { Point } from '../../../generative/evaluation/projection.ts'
import { figure, type LegendEntry } from '../../report/figure.ts'
import { formatNumber, formatPercent, formatScore } from '../../report/format.ts'
import { markup, type Markup } from '../../report/markup.ts'
import { say } from '../../report/text.ts'
import type { RecordsReport } from '../content.ts'

/** Fields shown, those of the strongest pairs first. */
const fieldLimit = 20
const pairLimit = 12

export function pairsSection({ evidence, projection }: RecordsReport): Markup {
  const names = strongestFields(
    evidence.fields.map(({ name }) => name),
    evidence.pairs,
  )
  const legend: readonly LegendEntry[] = [
    { style: { colour: 'blue' }, opacity: 1, label: (m) => m.records.pairs.legendPositive },
    { style: { colour: 'orange' }, opacity: 1, label: (m) => m.records.pairs.legendNegative },
  ]
  const worst = evidence.pairs
    .filter(({ fields, score }) => fields.every((name) => names.includes(name)) && score < 1)
    .sort((a, b) => a.score - b.score)
    .slice(0, pairLimit)
  return markup`<section id="pairs">
    <h2>${say((m) => m.records.pairs.heading)}</h2>
    <p>${say((m) => m.records.pairs.lead)}</p>
    <div class="charts">
      ${figure({
        id: 'pairs-real',
        title: say((m) => m.records.pairs.real),
        chart: associationChart(matrixOf(names, evidence.pairs, 'realAssociation')),
        legend,
      })}
      ${figure({
        id: 'pairs-synthetic',
        title: say((m) => m.records.pairs.synthetic),
        chart: associationChart(matrixOf(names, evidence.pairs, 'syntheticAssociation')),
        legend,
        numbers: {
          caption: (m) => m.records.pairs.heading,
          columns: [
            { head: (m) => m.records.pairs.pair },
            { head: (m) => m.records.pairs.realValue, isNumber: true },
            { head: (m) => m.records.pairs.syntheticValue, isNumber: true },
            { head: (m) => m.records.pairs.score, isNumber: true },
          ],
          rows: worst.map((pair) => [
            pair.fields.join(' × '),
            formatScore(pair.realAssociation),
            formatScore(pair.syntheticAssociation),
            formatScore(pair.score),
          ]),
        },
      })}
      ${cloud(projection)}
    </div>
    <p class="note">
      ${say((m) => m.records.pairs.order(names.map((name, i) => `${i + 1} ${name}`).join(', ')))}
    </p>
  </section>`
}

function cloud({ real, synthetic, explained }: RecordsReport['projection']): Markup {
  const spread = (points: readonly Point[], axis: 0 | 1): string => {
    const mean = points.reduce((sum, point) => sum + point[axis], 0) / points.length
    const square = points.reduce((sum, point) => sum + (point[axis] - mean) ** 2, 0)
    return formatNumber(Math.sqrt(square / points.length), 2)
  }
  return figure({
    id: 'cloud',
    title: say((m) => m.records.pairs.cloud),
    subtitle: say((m) => m.records.pairs.cloudNote(formatPercent(explained[0] + explained[1], 0))),
    chart: scatterChart(real, synthetic),
    legend: [
      { style: { colour: 'muted' }, opacity: 0.6, label: (m) => m.records.pairs.real },
      { style: { colour: 'blue' }, opacity: 0.8, label: (m) => m.records.pairs.synthetic },
    ],
    numbers: {
      caption: (m) => m.records.pairs.cloud,
      columns: [
        { head: (m) => m.records.pairs.spread },
        { head: (m) => m.records.fields.real, isNumber: true },
        { head: (m) => m.records.fields.synthetic, isNumber: true },
      ],
      rows: [
        [say((m) => m.records.pairs.first), spread(real, 0), spread(synthetic, 0)],
        [say((m) => m.records.pairs.second), spread(real, 1), spread(synthetic, 1)],
      ],
    },
  })
}

function strongestFields(names: readonly string[], pairs: readonly PairQuality[]): string[] {
  if (names.length <= fieldLimit) return [...names]
  const chosen = new Set<string>()
  const byStrength = pairs
    .filter(({ realAssociation }) => !Number.isNaN(realAssociation))
    .sort((a, b) => Math.abs(b.realAssociation) - Math.abs(a.realAssociation))
  for (const { fields } of byStrength) {
    if (chosen.size >= fieldLimit) break
    for (const name of fields) if (chosen.size < fieldLimit) chosen.add(name)
  }
  return names.filter((name) => chosen.has(name))
}

function matrixOf(
  names: readonly string[],
  pairs: readonly PairQuality[],
  side: 'realAssociation' | 'syntheticAssociation',
): number[][] {
  const place = new Map(names.map((name, i) => [name, i]))
  const matrix = names.map(() => names.map(() => Number.NaN))
  for (const pair of pairs) {
    const [i, j] = pair.fields.map((name) => place.get(name))
    if (i === undefined || j === undefined) continue
    matrix[i]![j] = pair[side]
    matrix[j]![i] = pair[side]
  }
  return matrix
}
