'use client'
import { useTranslations } from 'next-intl'
import { Field } from '#web/components/ui/Field.tsx'
import { Segmented } from '#web/components/ui/Segmented.tsx'
import { TextArea } from '#web/components/ui/TextArea.tsx'
import { mostAccounts } from '#web/features/asks/chosenAccounts.ts'
import { RenterLine } from '#web/parts/renter/RenterLine.tsx'

/** The choice of the accounts that a machine is offered to: everyone, or the accounts that the provider typed. `accounts` is null if the text is not a list of addresses. */
export type Audience = { readonly who: 'everyone' | 'accounts'; readonly text: string; readonly accounts: readonly string[] | null }

type AudienceFieldsProps = {
  readonly audience: Audience
  /** True if the machine is listed for everyone now. */
  readonly isListed: boolean
  readonly onChange: (change: Partial<Pick<Audience, 'who' | 'text'>>) => void
}

/** Lets a provider choose who may rent a machine. For chosen accounts, shows what is known about each of these renters. */
export function AudienceFields({ audience: { who, text, accounts }, isListed, onChange }: AudienceFieldsProps) {
  const t = useTranslations('provide.price.audience')
  return (
    <div className="stack g3">
      <div className="field">
        <span className="label">{t('label')}</span>
        <Segmented
          full
          label={t('label')}
          value={who}
          options={[
            { value: 'everyone', label: t('everyone') },
            { value: 'accounts', label: t('accounts') },
          ]}
          onChange={(next) => onChange({ who: next })}
        />
      </div>
      {who === 'accounts' && (
        <>
          <Field
            label={t('field')}
            hint={t('hint', { most: mostAccounts })}
            error={accounts === null ? t('wrong', { most: mostAccounts }) : undefined}
          >
            {(names) => <TextArea {...names} rows={3} value={text} onChange={(event) => onChange({ text: event.target.value })} />}
          </Field>
          {accounts !== null && accounts.length > 0 && (
            <ul className="stack g2" aria-label={t('records')}>
              {accounts.map((account) => (
                <li key={account}>
                  <RenterLine account={account} />
                </li>
              ))}
            </ul>
          )}
          <p className="t13">{t('note', { listed: isListed ? 'yes' : 'no' })}</p>
        </>
      )}
    </div>
  )
}
