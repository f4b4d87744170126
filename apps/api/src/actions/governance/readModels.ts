import { listDescribedModels, readModelDescription } from '@infinitio/db'
import { isRefusal, type Refusal } from '@infinitio/domain'
import type { modelsQueryWire, ModelsWire, ModelWire } from '@infinitio/domain/wire'
import type { z } from 'zod'
import type { Services } from '../../services/services.ts'

type From = Pick<Services, 'db' | 'governance'>

/** Returns a page of commercial models from the chain, and which of them their owner has described. */
export async function readModels({ db, governance }: From, query: z.output<typeof modelsQueryWire>): Promise<ModelsWire> {
  const page = await governance.listModels(query)
  const described = await listDescribedModels(db, { ids: page.items.map(({ id }) => id) })
  return { ...page, items: page.items.map((item) => ({ ...item, isDescribed: described.has(item.id) })) }
}

/** Returns one commercial model from the chain with the description that its owner signed. Refuses with `api.not_found`. */
export async function readModel({ db, governance }: From, id: number): Promise<ModelWire | Refusal> {
  const model = await governance.findModel(id)
  if (isRefusal(model)) return model
  const row = await readModelDescription(db, { id })
  return row === null ? model : { ...model, isDescribed: true, description: { ...row, signedAt: Number(row.signedAt) } }
}
