// The page of `millrace quality fit --html`: one operation as a plant's report shows it, without a plan.

import type { QualityResult } from '../../plant/quality/result.ts'
import type { Language } from '../report/content.ts'
import { documentPage } from '../report/document.ts'
import { formatTime } from '../report/format.ts'
import { qualitySection } from '../report/sections/quality.ts'

export interface OperationReport {
  readonly language: Language
  /** Of the plant; empty where the records are of none. */
  readonly currency: string
  /** ISO time. */
  readonly madeAt: string
  readonly result: QualityResult
}

const nothingElse = { charts: [], monitoring: null, past: null, problem: null }

/** The whole file. */
export function operationPage({ language, currency, madeAt, result }: OperationReport): string {
  const { operation } = result
  return documentPage({
    language,
    title: (m) => m.quality.headingOf(operation),
    subtitle: (m) => m.made(formatTime(madeAt)),
    sections: [
      {
        id: 'quality',
        heading: (m) => m.quality.heading,
        markup: qualitySection({
          plant: { currency },
          quality: [{ operation, result, ...nothingElse }],
        }),
      },
    ],
  })
}
