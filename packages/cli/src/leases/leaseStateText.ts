import type { Client } from '@infinitio/sdk'

type Lease = Awaited<ReturnType<Client['listLeases']>>['items'][number]

/**
 * Describes a lease briefly for `infinitio ps`: its state or end reason, problems with its machine, and the progress
 * of its image and secrets. Pure.
 */
export function leaseStateText({
  state,
  endReason,
  lost,
  node,
  image,
  secrets,
}: Pick<Lease, 'state' | 'endReason' | 'lost' | 'image' | 'secrets'> & { node: Pick<Lease['node'], 'state'> }): string {
  if (endReason !== null) return `${state} (${endReason})`
  const machine = lost !== null ? 'its machine was lost' : node.state === 'suspect' ? 'its machine is silent' : null
  const waits = secrets.state === 'waiting' || secrets.state === 'refused' ? 'waits for its secrets' : null
  return [state, machine, imageText(image), waits].filter((word) => word !== null).join(', ')
}

function imageText(image: Lease['image']): string | null {
  switch (image.state) {
    case 'none':
      return null
    case 'wanted':
      return 'image next'
    case 'pulling':
      return `image ${image.percent} %`
    case 'here':
      return 'in its image'
    case 'refused':
      return `${image.code}${image.retrying ? ', tried again' : ''}`
  }
}
