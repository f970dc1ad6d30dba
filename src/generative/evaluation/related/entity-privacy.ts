// How close drawn parents, each with all of its children, come to those that were learnt from: the measures of
// records, on whole entities.

import type { Random } from '../../../random.ts'
import {
  type ClosestRecordProtection,
  closestRecordProtection,
} from '../privacy/closest-record-protection.ts'
import { exactCopies } from '../privacy/exact-copies.ts'
import type { Share } from '../privacy/interval.ts'
import { type MembershipInference, membershipInference } from '../privacy/membership-inference.ts'
import type { TablePair } from './cardinality.ts'
import { type EntityFields, entitiesOf } from './entity-records.ts'

export interface EntityPrivacy {
  /** Share of the drawn entities that equal one learnt from in every field and every child. */
  readonly exactCopies: Share
  readonly exactCopiesOfHoldout: Share
  readonly closestEntity: ClosestRecordProtection
  readonly membership: MembershipInference
}

/** @throws MillraceError `bad-input` for columns that do not fit. */
export function entityPrivacy(
  train: TablePair,
  synthetic: TablePair,
  holdout: TablePair,
  fields: EntityFields,
  random: Random,
): EntityPrivacy {
  const [learnt, drawn, others] = entitiesOf([train, synthetic, holdout], fields)
  const records = [learnt!.records, drawn!.records, others!.records] as const
  return {
    exactCopies: exactCopies([drawn!.whole], [learnt!.whole]),
    exactCopiesOfHoldout: exactCopies([others!.whole], [learnt!.whole]),
    closestEntity: closestRecordProtection(...records, random.split('closest')),
    membership: membershipInference(...records, random.split('membership')),
  }
}
