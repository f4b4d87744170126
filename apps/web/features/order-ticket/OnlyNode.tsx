import { getListing } from '@infinitio/sdk'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'

type OnlyNodeProps = { readonly node: string; readonly onAny: () => void }

/** Says that only one machine may fill an order, and lets any. */
export function OnlyNode({ node, onAny }: OnlyNodeProps) {
  const t = useTranslations('ticket.only')
  const { data } = useQuery({ queryKey: ['listing', node, 'name'], queryFn: async () => (await getListing(browserApi, { node, query: {} })).name })
  return (
    <p className="row between wrap t13">
      <span>
        {t.rich('text', {
          name: data ?? shortHex(node),
          node: (text) => (
            <Link className="link" href={`/gpus/${node}`}>
              {text}
            </Link>
          ),
        })}
      </span>
      <Button tone="ghost" size="sm" onClick={onAny}>
        {t('any')}
      </Button>
    </p>
  )
}
