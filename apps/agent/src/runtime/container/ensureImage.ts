import type { Logger } from '@infinitio/process'
import { z } from 'zod'
import { type Engine, isMissing } from './engine.ts'
import { imageReference } from './imageReference.ts'
import { PullProgress } from './pullProgress.ts'

/** An image that is here: its id, which names these bytes and no others, and what of its own settings matters. */
export type LocalImage = { id: string; environment: readonly string[]; volumes: readonly string[] }

const imageAnswer = z.object({
  Id: z.string().regex(/^(sha256:)?[0-9a-f]{64}$/),
  Config: z.object({ Env: z.array(z.string()).nullish(), Volumes: z.record(z.string(), z.unknown()).nullish() }).nullish(),
})

/**
 * The image that `reference` names, pulled when it is not here; the engine compares what it pulls with the digest. Progress goes to the log.
 * Rejects for a name without a digest, an id that is not here, and a registry that does not give it.
 */
export async function ensureImage({ engine, reference, logger }: { engine: Engine; reference: string; logger: Logger }): Promise<LocalImage> {
  const parsed = imageReference(reference)
  if (parsed === null) throw new Error(`the image ${reference} is not named by a digest: write name@sha256:…, or the id of an image that is here`)
  const present = await readImage(engine, reference)
  if (present !== null) return present
  if (parsed.kind === 'id') throw new Error(`no image here has the id ${reference}: name it by digest, so that it can be pulled`)
  await pull({ engine, reference, logger })
  const pulled = await readImage(engine, reference)
  if (pulled === null) throw new Error(`the registry did not give the image ${reference}`)
  return pulled
}

async function readImage(engine: Engine, reference: string): Promise<LocalImage | null> {
  const answer = await engine.docker
    .getImage(reference)
    .inspect()
    .catch((error: unknown) => {
      if (isMissing(error)) return null
      throw error
    })
  if (answer === null) return null
  const { Id, Config } = imageAnswer.parse(answer)
  return { id: Id.replace(/^sha256:/, ''), environment: Config?.Env ?? [], volumes: Object.keys(Config?.Volumes ?? {}) }
}

async function pull({ engine, reference, logger }: { engine: Engine; reference: string; logger: Logger }): Promise<void> {
  const progress = new PullProgress()
  logger.info({ image: reference }, 'pulling an image')
  const stream = await engine.docker.pull(reference)
  await new Promise<void>((resolve, reject) => {
    engine.docker.modem.followProgress(
      stream,
      (error) => (error === null || error === undefined ? resolve() : reject(new Error(`the image ${reference} cannot be pulled: ${error.message}`))),
      (line: unknown) => {
        const percent = progress.take(line)
        if (percent !== null) logger.info({ image: reference, percent }, 'pulling an image')
      },
    )
  })
}
