'use client'
import type { DisputesQueryWire } from '@infinitio/domain/wire'
import { useInfiniteQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Field } from '#web/components/ui/Field.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { disputesQuery } from '#web/features/govern/disputes/disputeQueries.ts'
import { DisputesTable } from '#web/features/govern/disputes/DisputesTable.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { NoDao } from '#web/parts/govern/NoDao.tsx'
import { PagesView } from '#web/parts/govern/PagesView.tsx'
import { RuleList } from '#web/parts/govern/RuleList.tsx'
import { useAccount } from '#web/parts/session/useAccount.ts'

const OpenSlash = dynamic(() => import('#web/features/govern/disputes/OpenSlash.tsx').then((module) => module.OpenSlash), { ssr: false })

type Choice = 'all' | NonNullable<DisputesQueryWire['state']>

/** The filters of the list, in the order of the states through which a dispute goes. */
const choices = ['all', 'open', 'evidence', 'drawing', 'voting', 'decided', 'done', 'stands'] as const satisfies readonly Choice[]
const whose = ['everybody', 'party', 'juror'] as const

/** Shows disputes about bonds, newest first, filtered by state and by the reader's role. */
export function DisputesView() {
  const t = useTranslations('govern.disputes')
  const account = useAccount() ?? ''
  const [choice, setChoice] = useState<Choice>('all')
  const [role, setRole] = useState<(typeof whose)[number]>('everybody')
  const isMine = role !== 'everybody' && account !== ''
  const list = useInfiniteQuery(
    disputesQuery(browserApi, { ...(choice === 'all' ? {} : { state: choice }), ...(isMine ? { account: account.toLowerCase(), role } : {}) }),
  )
  return (
    <div className="stack g4">
      <div className="row wrap g4">
        <Field label={t('filter')}>
          {(names) => (
            <SelectInput {...names} value={choice} onChange={({ target }) => setChoice(target.value as Choice)}>
              {choices.map((one) => (
                <option key={one} value={one}>
                  {one === 'all' || one === 'open' ? t(one) : t(`state.${one}`)}
                </option>
              ))}
            </SelectInput>
          )}
        </Field>
        {account !== '' && (
          <Field label={t('whose')}>
            {(names) => (
              <SelectInput {...names} value={role} onChange={({ target }) => setRole(target.value as typeof role)}>
                {whose.map((one) => (
                  <option key={one} value={one}>
                    {t(one)}
                  </option>
                ))}
              </SelectInput>
            )}
          </Field>
        )}
      </div>
      <PagesView list={list} failed={t('failed')} more={t('more')}>
        {({ first, items, more }) =>
          first.contracts === null ? (
            <NoDao />
          ) : (
            <div className="dlist">
              <aside className="stack g4">{account !== '' && <OpenSlash contracts={first.contracts} now={first.now} />}</aside>
              <DisputesTable title={t('title')} items={items} more={more} now={first.now} empty={{ title: t('empty'), text: t('emptyText') }} />
            </div>
          )
        }
      </PagesView>
      <RuleList title={t('rules.title')} rules={[t('rules.who'), t('rules.jury'), t('rules.money')]} />
    </div>
  )
}
