import type { NetworkNodeWire } from '@infinitio/domain/wire'
import clsx from 'clsx'
import { useTranslations } from 'next-intl'

/** Shows a machine's state in one word: rented or free while it responds, otherwise the reason why it cannot be rented. */
export function NodeState({ node: { state, gpus, rentedGpus } }: { readonly node: Pick<NetworkNodeWire, 'state' | 'gpus' | 'rentedGpus'> }) {
  const t = useTranslations('explorer.nodes.states')
  const word = state !== 'answering' ? state : rentedGpus === 0 ? 'free' : rentedGpus < gpus ? 'partly' : 'rented'
  const dot = state === 'answering' ? 'ok' : state === 'suspect' ? 'wait' : state === 'lost' ? 'bad' : 'off'
  return (
    <span className="row g1 inline-flex nowrap">
      <span className={clsx('dot', dot)} aria-hidden />
      {t(word)}
    </span>
  )
}
