// A leak as an English sentence, for the terminal and the report. Reports say the same in their other
// languages from the same figures.

import type { Leak } from './result.ts'

export function leakSentence(leak: Leak): string {
  switch (leak.kind) {
    case 'alone':
      return `Column ${leak.column} tells the outcome nearly alone (AUC ${leak.areaUnderRoc.toFixed(3)}).`
    case 'copy':
      return `Column ${leak.column} is nearly the outcome itself (correlation ${leak.correlation.toFixed(3)}).`
    case 'level': {
      const { column, level, failing, records } = leak
      return `Column ${column}: ${failing.toLocaleString('en')} of ${records.toLocaleString('en')} records ${level === '' ? 'without a value' : `with ${level}`} failed.`
    }
    default:
      return leak satisfies never
  }
}
