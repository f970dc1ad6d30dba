// How close the synthetic rows come to the people or machines they were learnt from.

import type { Privacy } from '../../../generative/evaluation/evidence.ts'
import type {
  DuplicateExposure,
  Exposure,
} from '../../../generative/evaluation/privacy/duplicate-exposure.ts'
import { distanceChart, distanceHistogram } from '../../report/charts/distance-chart.ts'
import { factList } from '../../report/facts.ts'
import { figure } from '../../report/figure.ts'
import { formatNumber, formatPercent, formatScore } from '../../report/format.ts'
import { markup, type Markup } from '../../report/markup.ts'
import { table } from '../../report/table.ts'
import { say, type Text } from '../../report/text.ts'
import type { RecordsReport } from '../content.ts'

export function privacySection({ evidence }: RecordsReport): Markup {
  const { privacy } = evidence.synthetic
  return markup`<section id="privacy">
    <h2>${say((m) => m.records.privacy.heading)}</h2>
    ${privacy ? measured(privacy) : markup`<p>${say((m) => m.records.privacy.none)}</p>`}
    ${evidence.duplicates && duplicatesPart(evidence.duplicates)}
  </section>`
}

function duplicatesPart(found: DuplicateExposure): Markup {
  const { groups, largestGroup, exactCopies, repeated, alone, holdout } = found
  const heading = markup`<h3>${say((m) => m.records.privacy.duplicates)}</h3>`
  if (groups === 0) {
    return markup`${heading}<p>${say((m) => m.records.privacy.duplicatesNone)}</p>`
  }
  const ratio = repeated.medianDistance / alone.medianDistance
  const cells = (label: Text, { rows, medianDistance, copied }: Exposure): (Markup | string)[] => [
    say(label),
    formatNumber(rows),
    formatScore(medianDistance),
    formatPercent(copied, 2),
  ]
  return markup`${heading}
    <p>${say((m) =>
      m.records.privacy.duplicatesFound(
        formatNumber(repeated.rows),
        formatNumber(groups),
        formatNumber(largestGroup),
        formatNumber(exactCopies),
      ),
    )}
    ${say((m) =>
      ratio < closerFrom
        ? m.records.privacy.duplicatesCloser(formatPercent(ratio, 0))
        : m.records.privacy.duplicatesAlike,
    )}</p>
    ${table({
      caption: (m) => m.records.privacy.duplicates,
      columns: [
        { head: (m) => m.records.privacy.kind },
        { head: (m) => m.records.made.rows, isNumber: true },
        { head: (m) => m.records.privacy.medianDistance, isNumber: true },
        { head: (m) => m.records.privacy.copied, isNumber: true },
      ],
      rows: [
        cells((m) => m.records.privacy.repeated, repeated),
        cells((m) => m.records.privacy.alone, alone),
        cells((m) => m.records.privacy.holdout, holdout),
      ],
    })}`
}

/** Share of the distance of records that stand alone below which repeated ones are called closer. */
const closerFrom = 0.95

function measured({
  closestRecord,
  membership,
  disclosure,
  exactCopies,
  exactCopiesOfHoldout,
}: Privacy): Markup {
  const { closerToTraining } = closestRecord
  const histogram = distanceHistogram(
    closestRecord.distances.synthetic,
    closestRecord.distances.holdout,
  )
  return markup`${factList([
    {
      label: (m) => m.records.privacy.closer,
      value: say((m) =>
        m.records.privacy.closerValue(
          formatPercent(closerToTraining.share),
          formatPercent(closerToTraining.low),
          formatPercent(closerToTraining.high),
          formatNumber(closerToTraining.rows),
        ),
      ),
    },
    {
      label: (m) => m.records.privacy.copies,
      value: say((m) =>
        m.records.privacy.copiesValue(
          formatPercent(exactCopies.share, 2),
          formatPercent(exactCopiesOfHoldout.share, 2),
        ),
      ),
    },
    {
      label: (m) => m.records.privacy.baseline,
      value: markup`${formatScore(closestRecord.baselineProtection)}`,
    },
    {
      label: (m) => m.records.privacy.membership,
      value: say((m) =>
        m.records.privacy.membershipValue(
          formatScore(membership.advantage),
          formatScore(membership.margin),
          formatNumber(membership.recordsOfEach),
        ),
      ),
    },
    disclosure && {
      label: (m) => m.records.privacy.disclosure(disclosure.sensitive),
      value: say((m) =>
        m.records.privacy.disclosureValue(
          formatScore(disclosure.score),
          disclosure.known.join(', '),
          formatScore(disclosure.gainFromMembership),
        ),
      ),
    },
  ])}
    <div class="charts">
      ${figure({
        id: 'distances',
        title: say((m) => m.records.privacy.distances),
        subtitle: say((m) => m.records.privacy.distancesNote),
        chart: distanceChart(histogram),
        legend: [
          { style: { colour: 'blue', width: 2 }, label: (m) => m.records.privacy.synthetic },
          {
            style: { colour: 'muted', width: 2, dash: 'dashed' },
            label: (m) => m.records.privacy.holdout,
          },
        ],
        numbers: {
          caption: (m) => m.records.privacy.distances,
          columns: [
            { head: (m) => m.records.privacy.distance, isNumber: true },
            { head: (m) => m.records.privacy.synthetic, isNumber: true },
            { head: (m) => m.records.privacy.holdout, isNumber: true },
          ],
          rows: histogram.edges.map((edge, bin) => [
            formatScore(edge),
            formatPercent(histogram.synthetic[bin]!),
            formatPercent(histogram.holdout[bin]!),
          ]),
        },
      })}
    </div>`
}
