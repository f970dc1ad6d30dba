import { describe, expect, test } from 'vitest'
import { compactJson } from '../../../src/data/compact-json.ts'
import { reportFiles } from '../../../src/loop/report/write-report.ts'
import { sampleContent } from './sample-content.ts'

describe('report files', () => {
  const files = reportFiles(sampleContent)

  test('are a page and the same content as JSON', () => {
    expect([...files.keys()]).toEqual(['report.html', 'report.json'])
    expect(files.get('report.json')).toBe(compactJson(sampleContent))
  })

  test('are the same for the same content', () => {
    expect(reportFiles(sampleContent)).toEqual(files)
  })
})
