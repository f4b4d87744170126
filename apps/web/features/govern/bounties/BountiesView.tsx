'use client'
import type { BountyItemWire } from '@infinitio/domain/wire'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Hammer } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { BoardView } from '#web/parts/govern/BoardView.tsx'
import { AskedOfYou } from '#web/features/govern/work/AskedOfYou.tsx'
import { BountyState } from '#web/features/govern/bounties/BountyState.tsx'
import { isReviewer } from '#web/features/govern/bounties/bountyActsOf.ts'
import { type BountyFilter, bountiesQuery } from '#web/features/govern/bounties/bountyQueries.ts'
import { FormDialog } from '#web/parts/govern/FormDialog.tsx'
import { gText } from '#web/parts/govern/tokenText.ts'
import { ListPanel } from '#web/parts/govern/ListPanel.tsx'
import type { More } from '#web/parts/govern/PagesView.tsx'
import { RuleList } from '#web/parts/govern/RuleList.tsx'
import { SignInGate } from '#web/parts/session/SignInGate.tsx'
import { useAccount } from '#web/parts/session/useAccount.ts'

const PostBounty = dynamic(() => import('#web/features/govern/bounties/PostBounty.tsx').then((module) => module.PostBounty), {
  ssr: false,
  loading: () => <Skeleton width="100%" height={320} />,
})

const StandPanel = dynamic(() => import('#web/features/govern/work/StandPanel.tsx').then((module) => module.StandPanel), {
  ssr: false,
  loading: () => <Skeleton width="100%" height={200} />,
})

/** The filters of the list, in the order of a bounty's states. They repeat a list of the API, so that the browser does not load the API's schemas. */
const filters = ['all', 'open', 'claimed', 'review', 'accepted', 'returned'] as const satisfies readonly BountyFilter[]

/** Returns a label with a large first letter, as the options of a list have it. */
const sentenceCase = (label: string) => `${label.slice(0, 1).toUpperCase()}${label.slice(1)}`

/** Shows the bounties (work that is paid in G), newest first, filtered by state, with the form that posts another one. */
export function BountiesView() {
  const t = useTranslations('govern.bounties')
  const account = (useAccount() ?? '').toLowerCase()
  const [filter, setFilter] = useState<BountyFilter>('all')
  const nameOf = ({ id, title }: BountyItemWire) => (title === '' ? t('one', { id }) : title)
  const list = useInfiniteQuery(bountiesQuery(browserApi, filter))
  return (
    <BoardView
      list={list}
      failed={t('failed')}
      more={t('more')}
      main={({ first, items, more, contracts }) => (
        <div className="stack g4">
          <Field label={t('filter')}>
            {(names) => (
              <SelectInput {...names} value={filter} onChange={({ target }) => setFilter(target.value as BountyFilter)}>
                {filters.map((one) => (
                  <option key={one} value={one}>
                    {sentenceCase(t(one === 'all' ? 'all' : `state.${one}`))}
                  </option>
                ))}
              </SelectInput>
            )}
          </Field>
          <AskedOfYou
            text={t('asked')}
            works={items.filter((one) => isReviewer(one, account)).map((one) => ({ href: `/govern/bounties/${one.id}`, name: nameOf(one) }))}
          />
          <Bounties
            items={items}
            more={more}
            now={first.blockTimestamp}
            form={
              <FormDialog title={t('post.title')} waiting={<Skeleton width="100%" height={320} />}>
                {(onDone) => <PostBounty contracts={contracts} now={first.blockTimestamp} onDone={onDone} />}
              </FormDialog>
            }
          />
        </div>
      )}
      aside={({ contracts }) => (
        <>
          <RuleList title={t('rules.title')} rules={[t('rules.bond'), t('rules.review'), t('rules.pay')]} />
          <SignInGate purpose="govern" waiting={<Skeleton width="100%" height={200} />}>
            <StandPanel list="Bounties" contracts={contracts} />
          </SignInGate>
        </>
      )}
    />
  )
}

type BountiesProps = { readonly more: More; readonly items: readonly BountyItemWire[]; readonly now: number; readonly form: ReactNode }

function Bounties({ items, more, now, form }: BountiesProps) {
  const t = useTranslations('govern.bounties')
  return (
    <ListPanel
      title={t('title')}
      end={
        <span className="row wrap g2">
          <Button asChild size="sm">
            <Link href="/govern/proposals/new?kind=bounty">{t('byVoteLink')}</Link>
          </Button>
          {form}
        </span>
      }
      empty={{ icon: Hammer, title: t('empty'), text: t('emptyText') }}
      more={more}
      columns={[
        { name: t('number'), className: 'hide-s' },
        { name: t('what') },
        { name: t('reward'), className: 'n' },
        { name: t('time'), className: 'n hide-s' },
      ]}
      rows={items.map((bounty) => (
        <tr key={bounty.id}>
          <td className="hide-s mono">{bounty.id}</td>
          <td>
            <Link className="link" href={`/govern/bounties/${bounty.id}`}>
              {bounty.title === '' ? t('one', { id: bounty.id }) : bounty.title}
            </Link>
            <div className="row wrap g2 gunder">
              <BountyState bounty={bounty} />
              <span className="t12 dim">{t(`category.${bounty.category}`)}</span>
              {bounty.byVote && <span className="t12 dim">{t('byVote')}</span>}
            </div>
          </td>
          <td className="n">{gText(bounty.reward)}</td>
          <td className="n hide-s">{leftOf(bounty, now) > 0 ? t('left', { span: spanText(leftOf(bounty, now)) }) : '–'}</td>
        </tr>
      ))}
    />
  )
}

/** Returns how many seconds are left for the current step of a bounty, or 0 after the bounty has ended. */
function leftOf({ state, until, openUntil }: BountyItemWire, now: number): number {
  if (state === 'accepted' || state === 'returned') return 0
  return Math.max(0, (until ?? openUntil) - now)
}
