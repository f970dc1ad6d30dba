// The bins in which a table's fields are learnt by what counts how often values occur.

import { type FieldBins, fitBins, usualBins } from '../encoding/bins.ts'
import { fieldValues, type RowMatrix } from './row-matrix.ts'

/** Few rows are cut into few bins, so that each is seen often enough. */
const rowsPerBin = 50
const fewestBins = 16

/** One list of bins per field, of a quantity at most one per fifty rows. */
export function rowBins(rows: RowMatrix): FieldBins[] {
  const most = Math.max(fewestBins, Math.min(usualBins, Math.round(rows.rowCount / rowsPerBin)))
  return rows.fields.map((field, i) =>
    fitBins(field, fieldValues(rows, i), Math.min(most, field.mostBins ?? most)),
  )
}
