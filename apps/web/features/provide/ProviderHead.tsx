import type { ProviderWire } from '@infinitio/domain/wire'
import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Button } from '#web/components/ui/Button.tsx'
import { listText } from '#web/parts/format/listText.ts'
import { AccountText } from '#web/parts/identity/AccountText.tsx'
import { useRegionName } from '#web/parts/machine/useRegionName.ts'

/** Shows the account with its machines, their regions and trust tiers, and the pages that belong to them, and leads to the way to add a machine. */
export function ProviderHead({ provider: { account, nodes, nodeCount } }: { readonly provider: ProviderWire }) {
  const t = useTranslations('provide')
  const regionName = useRegionName()
  const gpus = nodes.reduce((total, node) => total + node.gpus, 0)
  const free = nodes.reduce((total, node) => total + node.freeGpus, 0)
  const present = nodes.filter(({ state }) => state !== 'retired')
  const regions = [...new Set(present.map((node) => regionName(node.regionName)))]
  const tiers = present.map(({ tier }) => tier)
  const [least, most] = [Math.min(...tiers), Math.max(...tiers)]
  return (
    <header className="ph">
      <div className="grow">
        <h1>{t('title')}</h1>
        <p className="row wrap t13 dim mt-1">
          <AccountText account={account} /> {t('summary', { nodes: nodeCount, gpus, rented: gpus - free })}{' '}
          {regions.length > 0 && <span>{t('regions', { count: regions.length, regions: listText(regions) })}</span>}{' '}
          {tiers.length > 0 && <span>{t('tiers', { isOne: `${least === most}`, least, most })}</span>}
        </p>
      </div>
      <Link className="link t13" href="/provide/tasks">
        {t('tasks')}
      </Link>
      <Link className="link t13" href="/provide/services">
        {t('services')}
      </Link>
      <Link className="link t13" href="/provide/invoices">
        {t('invoices')}
      </Link>
      <Button asChild tone="primary">
        <a href="#add-machine">
          <Plus className="i" aria-hidden />
          {t('add.title')}
        </a>
      </Button>
    </header>
  )
}
