'use client'
import type { ProgrammeWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { HeartHandshake } from 'lucide-react'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { ProgrammesPanel } from '#web/features/govern/programmes/ProgrammesPanel.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { programmesQuery } from '#web/parts/govern/emissionQueries.ts'
import { GovernSkeleton } from '#web/parts/govern/GovernSkeleton.tsx'
import { ListPanel } from '#web/parts/govern/ListPanel.tsx'
import { NoDao } from '#web/parts/govern/NoDao.tsx'
import { wadText } from '#web/parts/govern/tokenText.ts'
import { AccountText } from '#web/parts/identity/AccountText.tsx'
import { SignInGate } from '#web/parts/session/SignInGate.tsx'

const waiting = () => <Skeleton width="100%" height={320} />
const FundForm = dynamic(() => import('#web/features/govern/programmes/FundForm.tsx').then((module) => module.FundForm), {
  ssr: false,
  loading: waiting,
})

/** Shows the incentive programmes: the rate and the remaining budget of each, how votes create them, and the form by which a sponsor pays. */
export function ProgrammesView() {
  const t = useTranslations('govern.programmes')
  const query = useQuery(programmesQuery(browserApi))
  return (
    <QueryView query={query} failed={t('failed')} skeleton={<GovernSkeleton />}>
      {({ contracts, items, blockTimestamp }) =>
        contracts === null ? (
          <NoDao />
        ) : (
          <div className="gl">
            <div className="stack g4">
              <ProgrammesPanel items={items} now={blockTimestamp} acts />
              {items.length > 0 && <SponsorsPanel items={items} />}
            </div>
            <aside className="stack g4">
              <Panel title={t('how.title')}>
                <div className="panel-body stack g3 t13">
                  <p>{t('how.text')}</p>
                  <p>{t('how.cap')}</p>
                  <Link className="link" href="/govern/proposals/new?kind=programme">
                    {t('how.create')}
                  </Link>
                </div>
              </Panel>
              {open(items).length > 0 && (
                <SignInGate purpose="govern" waiting={waiting()}>
                  <FundForm contracts={contracts} items={open(items)} />
                </SignInGate>
              )}
            </aside>
          </div>
        )
      }
    </QueryView>
  )
}

/** Returns the incentive programmes that are not closed. Money paid into a closed programme would need another vote before it is used. */
function open(items: readonly ProgrammeWire[]): readonly ProgrammeWire[] {
  return items.filter(({ state }) => state !== 'closed')
}

/** Shows the sponsors of each incentive programme and the amounts that they paid. */
function SponsorsPanel({ items }: { readonly items: readonly ProgrammeWire[] }) {
  const t = useTranslations('govern.programmes')
  const hidden = items.filter(({ sponsors, sponsorCount }) => sponsorCount > sponsors.length)
  const more = hidden.map(({ name, sponsors, sponsorCount }) => t('sponsors.more', { count: sponsorCount - sponsors.length, name }))
  return (
    <ListPanel
      title={t('sponsors.title')}
      empty={{ icon: HeartHandshake, title: t('sponsors.empty'), text: t('sponsors.emptyText') }}
      more={null}
      columns={[{ name: t('sponsors.account') }, { name: t('name') }, { name: t('sponsors.paidIn'), className: 'n' }]}
      rows={items.flatMap(({ id, name, sponsors }) =>
        sponsors.map(({ account, amount }) => (
          <tr key={`${id} ${account}`}>
            <td>
              <AccountText account={account} />
            </td>
            <td>{name}</td>
            <td className="n">{wadText(amount)} PT</td>
          </tr>
        )),
      )}
      {...(more.length > 0 && { foot: more.join(' · ') })}
    />
  )
}
