import { expect, test } from 'vitest'
import { exitCodes, MillraceError, throwIfCancelled } from '../src/errors.ts'

test('an error carries its code, hint and cause', () => {
  const cause = new Error('disk')
  const error = new MillraceError('bad-input', 'a.csv: empty', { hint: 'Give it rows.', cause })
  expect(error).toMatchObject({ code: 'bad-input', hint: 'Give it rows.', cause })
})

test('what the user can mend exits with 2', () => {
  expect([exitCodes['bad-input'], exitCodes['not-found']]).toEqual([2, 2])
})

test('an aborted signal throws `cancelled` and a live one does not', () => {
  const controller = new AbortController()
  expect(() => throwIfCancelled(controller.signal)).not.toThrow()
  expect(() => throwIfCancelled(undefined)).not.toThrow()
  controller.abort()
  expect(() => throwIfCancelled(controller.signal)).toThrow(
    expect.objectContaining({ code: 'cancelled' }),
  )
})
