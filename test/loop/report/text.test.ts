import { describe, expect, test } from 'vitest'
import { messages, say } from '../../../src/loop/report/text.ts'

describe('say', () => {
  test('gives every language its own span', () => {
    expect(say((m) => m.why.heading).html).toBe(
      '<span lang="en">Why</span><span lang="zh">为什么</span>',
    )
  })

  test('gives the plain words where the languages agree, escaped', () => {
    expect(say(() => '<b>').html).toBe('&lt;b&gt;')
  })

  test('knows a table of messages for each language', () => {
    expect(Object.keys(messages)).toEqual(['en', 'zh'])
  })
})
