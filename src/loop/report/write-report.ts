// report.html and report.json: the same content, for people and for programs.

import { compactJson } from '../../data/compact-json.ts'
import type { ReportContent } from './content.ts'
import { reportPage } from './page.ts'

/** File name to content. */
export function reportFiles(content: ReportContent): ReadonlyMap<string, string> {
  return new Map([
    ['report.html', reportPage(content)],
    ['report.json', compactJson(content)],
  ])
}
