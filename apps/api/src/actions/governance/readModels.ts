import { listDescribedModels, listModelRecords, type ModelRecordRow, readModelDescription } from '@infinitio/db'
import { isRefusal, type Refusal } from '@infinitio/domain'
import type { ModelItemWire, ModelRecordWire, modelsQueryWire, ModelsWire, ModelWire } from '@infinitio/domain/wire'
import type { z } from 'zod'
import type { Services } from '../../services/services.ts'

type From = Pick<Services, 'db' | 'governance'>

/** Returns a page of commercial models from the chain, with their records, and which of them their owner has described. */
export async function readModels({ db, governance }: From, query: z.output<typeof modelsQueryWire>): Promise<ModelsWire> {
  const page = await governance.listModels(query)
  const ids = page.items.map(({ id }) => id)
  const [described, records] = await Promise.all([listDescribedModels(db, { ids }), listModelRecords(db, { ids })])
  return { ...page, items: page.items.map((item) => ({ ...item, isDescribed: described.has(item.id), record: recordOf(item, records) })) }
}

/** Returns one commercial model from the chain with the description and the record that its owner signed. Refuses with `api.not_found`. */
export async function readModel({ db, governance }: From, id: number): Promise<ModelWire | Refusal> {
  const model = await governance.findModel(id)
  if (isRefusal(model)) return model
  const [row, records] = await Promise.all([readModelDescription(db, { id }), listModelRecords(db, { ids: [id] })])
  const known = { ...model, record: recordOf(model, records) }
  return row === null ? known : { ...known, isDescribed: true, description: { ...row, signedAt: Number(row.signedAt) } }
}

/** Returns the record of a model, or null. A record counts only while the account that signed it owns the model on the chain. */
function recordOf({ id, owner }: Pick<ModelItemWire, 'id' | 'owner'>, records: readonly ModelRecordRow[]): ModelRecordWire | null {
  const row = records.find((record) => record.id === id && record.account === owner)
  if (row === undefined) return null
  const { id: _id, account: _account, signedAt, ...signed } = row
  return { ...signed, signedAt: Number(signedAt) }
}
