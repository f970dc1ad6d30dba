// What to do first in a plant that has no demand to plan for: services, tests and settings, counted, then
// each with its worth.

import type { AreasContent } from '../content.ts'
import { firstThings } from '../first-things.ts'
import { markup, type Markup } from '../markup.ts'
import type { Messages } from '../messages/en.ts'
import { say } from '../text.ts'
import { actionTable } from './beyond-production.ts'
import { trustList } from './trust.ts'

export function areasFirstSection(content: AreasContent): Markup {
  return markup`<section id="first">
    <h2>${say((m) => m.first.heading)}</h2>
    <p class="lead">${say((m) => areasLead(content, m))}</p>
    ${actionTable(content)} ${trustList(content)}
  </section>`
}

/** One sentence: how much there is to do now. */
export function areasLead(content: AreasContent, m: Messages): string {
  const results = [...content.quality, ...content.maintenance].map(({ result }) => result)
  if (results.every((result) => result === null)) return m.areas.notYet
  const { tests, settings, services } = firstThings(content)
  const sum = (counts: readonly number[]): number => counts.reduce((total, n) => total + n, 0)
  const serviceCount = sum(services.map(({ orders }) => orders.length))
  const testCount = sum(tests.map(({ inspected }) => inspected))
  const settingCount = sum(settings.map(({ changes }) => changes.length))
  const parts = [
    ...(serviceCount > 0 ? [m.areas.services(serviceCount)] : []),
    ...(testCount > 0 ? [m.areas.tests(testCount)] : []),
    ...(settingCount > 0 ? [m.areas.settings(settingCount)] : []),
  ]
  return parts.length > 0 ? m.areas.now(m.list(parts, 0)) : m.areas.nothing
}
