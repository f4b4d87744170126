import { type Client, isErrorCode, refusal, waitUntil } from '@infinitio/sdk'
import type { Say } from '../context/settings.ts'
import { leaseStateText } from '../leases/leaseStateText.ts'

const readyWithinSeconds = 120

/**
 * Waits until the machine of a settled order is ready and prints each phase once. Throws the code of a failed phase,
 * or `api.timed_out`.
 */
export async function waitUntilReady(client: Client, { orderHash, say }: { orderHash: string; say: Say }): Promise<void> {
  const told = new Set<string>()
  const order = await client.waitForOrder({
    orderHash,
    phase: 'ready',
    timeoutSeconds: readyWithinSeconds,
    onReading: ({ phases }) => {
      for (const step of phases) {
        if (step.at === null || told.has(step.phase)) continue
        told.add(step.phase)
        say(`  ${step.phase}`)
      }
    },
  })
  const failed = order.phases.find((step) => step.state === 'failed')
  if (failed === undefined) return
  throw refusal(failed.code !== null && isErrorCode(failed.code) ? failed.code : 'order.settle_failed', { detail: orderHash })
}

const longestSeconds = 86_400

/**
 * Waits until the image, secrets and snapshot files of a ready lease have loaded. A command that starts earlier would be stopped when the image starts, or
 * would not find the files. Throws the code of a failed step, or `lease.over`.
 */
export async function waitUntilUsable(client: Client, { leaseId, say }: { leaseId: string; say: Say }): Promise<void> {
  const about = { detail: `lease ${leaseId}` }
  let told = ''
  await waitUntil(
    async () => {
      const [lease, { restore }] = await Promise.all([client.getLease(leaseId), client.getLeaseDisk(leaseId)])
      const { image, secrets } = lease
      if (lease.state === 'ended' || lease.state === 'closed') throw refusal('lease.over', about)
      if (image.state === 'refused' && !image.retrying)
        throw refusal(isErrorCode(image.code) ? image.code : 'node.image_unavailable', { detail: image.reason })
      if (secrets.state === 'refused') throw refusal(secrets.code, about)
      if (restore?.state === 'failed') throw refusal(restore.code !== null && isErrorCode(restore.code) ? restore.code : 'snapshot.unreadable', about)
      return { lease, restore }
    },
    ({ lease: { image, secrets }, restore }) =>
      (image.state === 'none' || image.state === 'here') &&
      (secrets.state === 'none' || secrets.state === 'opened') &&
      (restore === null || restore.state === 'done'),
    {
      timeoutSeconds: longestSeconds,
      everyMs: 500,
      onReading: ({ lease, restore }) => {
        const text = `${leaseStateText(lease)}${restore === null ? '' : `, files of the snapshot ${restore.percent} %`}`
        if (text !== told && text !== 'active') say(`  ${text}`)
        told = text
      },
    },
  )
}
