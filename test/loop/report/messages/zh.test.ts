import { describe, expect, test } from 'vitest'
import { en } from '../../../../src/loop/report/messages/en.ts'
import { zh } from '../../../../src/loop/report/messages/zh.ts'

/** Every message with its path; functions are called with arguments that can be found again. */
function sentences(node: unknown, path = ''): Map<string, string> {
  if (typeof node === 'string') return new Map([[path, node]])
  if (typeof node === 'function') {
    const words = argumentsOf(path).slice(0, node.length)
    return new Map([[path, String(node(...words))]])
  }
  return new Map(
    Object.entries(node as object).flatMap(([key, child]) => [
      ...sentences(child, `${path}.${key}`),
    ]),
  )
}

/** Frequencies, causes and counts stand where the messages look something up. */
function argumentsOf(path: string): readonly unknown[] {
  if (path === '.periods') return [13, 'week']
  if (path === '.maintenance.period') return ['period 3']
  if (path === '.list') return [['A1', 'B2'], 3]
  if (path === '.maintenance.fleetRemark') return [{ code: 'awaiting-repair', machines: ['A1'] }]
  if (path === '.maintenance.machineRemark') return ['A1', { code: 'no-reading', channel: 'B2' }]
  if (path === '.maintenance.evidence.rule') return [{ way: 'fixed-interval', periods: 9 }]
  if (path === '.quality.leak') return [{ kind: 'alone', column: 'A1', areaUnderRoc: 0.99 }]
  if (path === '.quality.model.protocol') {
    return [{ kind: 'later-blocks', parts: 5, isLastOnly: true }]
  }
  if (path === '.data.note') return [{ code: 'rule-proposed', rule: 'A1' }]
  if (path.startsWith('.data.kinds')) return [7]
  if (path === '.why.cause') {
    const root = { item: 'B2', cause: 'capacity', because: 'C3' }
    return [{ cause: 'material', because: 'A1', root }]
  }
  if (path === '.why.brings' || path === '.why.loses') {
    return [{ kind: 'hour-more', resource: 'B2', period: 'C3' }, 'A1']
  }
  if (path === '.maintenance.orders.reason') {
    return [{ kind: 'crew', period: 'B2', saving: 7 }, () => 'A1']
  }
  if (path === '.first.inPeriod' || path.endsWith('Per')) return ['week', 'A1']
  return ['A1', 'B2', 'C3', 'D4']
}

const neutral = new Set([
  '.first.noRule',
  '.evidence.scaledError',
  '.policy',
  '.segment',
  '.model',
  '.curve',
  '.records.scores.name',
  '.related.name',
  '.quality.inspection.policies.proposed',
  '.quality.model.name',
])

describe('Chinese messages', () => {
  const english = sentences(en)
  const chinese = sentences(zh)

  test('say everything that the English ones say', () => {
    expect([...chinese.keys()]).toEqual([...english.keys()])
  })

  test('are in Chinese', () => {
    const untranslated = [...chinese].filter(
      ([path, words]) => !neutral.has(path) && !/[\u4e00-\u9fff]/.test(words),
    )
    expect(untranslated).toEqual([])
  })

  test('use every figure that the English ones use', () => {
    const lost = [...english].filter(([path, words]) =>
      ['A1', 'B2', 'C3', 'D4'].some(
        (figure) => words.includes(figure) && !chinese.get(path)!.includes(figure),
      ),
    )
    expect(lost).toEqual([])
  })
})
