import type { ProgrammeWire } from '@infinitio/domain/wire'
import { HeartHandshake } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { ListPanel } from '#web/parts/govern/ListPanel.tsx'
import { wadText } from '#web/parts/govern/wadText.ts'
import { AccountText } from '#web/parts/identity/AccountText.tsx'

/** Who paid into which programme, and how much. */
export function SponsorsPanel({ items }: { readonly items: readonly ProgrammeWire[] }) {
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
