import { getListing } from '@infinitio/sdk'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Callout } from '#web/components/ui/Callout.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { FinalBadge } from '#web/parts/transaction/FinalBadge.tsx'

/** Says that the wallet signed everything, and links the listing as soon as the machine has listed itself. */
export function PairedStep({ nodeId, isFinal }: { readonly nodeId: string; readonly isFinal: boolean }) {
  const t = useTranslations('pair.done')
  const { data } = useQuery({
    queryKey: ['pairing', 'listing', nodeId],
    queryFn: () => getListing(browserApi, { node: nodeId, query: {} }).catch(() => null),
    refetchInterval: ({ state }) => (state.data?.listing ? false : 3_000),
  })
  const isListed = data?.listing != null
  return (
    <Callout
      tone="go"
      alert
      action={
        <Link className="link" href={isListed ? `/gpus/${nodeId}` : '/provide'}>
          {t(isListed ? 'toListing' : 'toProvide')}
        </Link>
      }
    >
      {t(isListed ? 'listed' : 'signed')} <FinalBadge final={isFinal} />
    </Callout>
  )
}
