'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { type ProviderNode, providerQuery } from '#web/parts/provider/providerQuery.ts'

const PauseDialog = dynamic(() => import('#web/features/asks/PauseDialog.tsx').then((module) => module.PauseDialog), { ssr: false })
const PriceDialog = dynamic(() => import('#web/features/asks/PriceDialog.tsx').then((module) => module.PriceDialog), { ssr: false })

/** Shows the price of a listed machine, and lets its owner change the price, pause the listing or list the machine again. Shows nothing for a retired machine. */
export function MachinePrice({ node }: { readonly node: ProviderNode }) {
  const t = useTranslations('machine')
  const tProvide = useTranslations('provide')
  const { data: provider } = useQuery(providerQuery(browserApi))
  const [open, setOpen] = useState<'price' | 'pause' | null>(null)
  const close = () => setOpen(null)
  if (node.state === 'retired') return null
  const price = node.ask === null ? null : BigInt(node.ask.pricePerGpuSecond) * 3_600n
  return (
    <>
      {price !== null && (
        <span className="t13">
          {t('price', { price: amountText(price) })} <About units={price} />
        </span>
      )}
      {node.privateAsks.length > 0 && <span className="t13">{tProvide('fleet.private', { count: node.privateAsks.length })}</span>}
      {node.ask !== null && node.gpus > 1 && node.ask.minGpus === node.gpus && <span className="t13">{t('whole', { gpus: node.gpus })}</span>}
      <Button size="sm" disabled={provider === undefined} onClick={() => setOpen('price')}>
        {tProvide(node.ask === null ? 'resume' : 'changePrice')}
      </Button>
      {node.ask !== null && (
        <Button size="sm" tone="ghost" onClick={() => setOpen('pause')}>
          {tProvide('pause')}
        </Button>
      )}
      {open === 'price' && provider !== undefined && <PriceDialog node={node} nextAskNonce={provider.nextAskNonce} onClose={close} />}
      {open === 'pause' && <PauseDialog node={node} onClose={close} />}
    </>
  )
}
