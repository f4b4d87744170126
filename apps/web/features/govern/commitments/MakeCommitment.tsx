'use client'
import type { CommitmentActs } from '@infinitio/chain/react'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Field } from '#web/components/ui/Field.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { momentText } from '#web/parts/format/clockText.ts'
import { AddressField } from '#web/parts/govern/AddressField.tsx'
import { ActPanel } from '#web/parts/govern/ActPanel.tsx'
import { commitmentDraft, highestHourPrice, leadHours, type TypedCommitment, windowHours } from '#web/features/govern/commitments/commitmentDraft.ts'
import { exactPtText } from '#web/parts/govern/tokenText.ts'
import { classesQuery } from '#web/parts/market/classesQuery.ts'

type MakeCommitmentProps = {
  readonly acts: CommitmentActs
  readonly now: number
  /** The PT in the wallet, from which the bond is paid, in base units. Null while unknown. */
  readonly inWallet: bigint | null
  readonly onDone: () => void
}

type Typed = Omit<TypedCommitment, 'classId'>

const nothingTyped: Typed = { inHours: '24', hours: '24', gpuHours: '', price: '', promisedTo: '' }

/**
 * A form that promises future GPU time with a bond. The provider enters the GPU class, the window of time, the amount and the highest price. Before the
 * signature, it shows the bond and the loss if the provider does not deliver.
 */
export function MakeCommitment({ acts, now, inWallet, onDone }: MakeCommitmentProps) {
  const t = useTranslations('govern.commitments')
  const { data: catalogue } = useQuery(classesQuery(browserApi))
  const [typed, setTyped] = useState(nothingTyped)
  const [chosen, setChosen] = useState<number | null>(null)
  const classes = catalogue?.classes ?? []
  const of = classes.find(({ classId }) => classId === chosen) ?? classes[0]
  const referencePrice = BigInt(of?.referencePricePerGpuSecond ?? 0)
  const draft = of === undefined ? null : commitmentDraft({ ...typed, classId: of.classId }, { now, referencePrice })
  const most = exactPtText(highestHourPrice(referencePrice))
  const bond = draft?.bond ?? 0n
  const tForm = useTranslations('govern.form')
  const isShort = inWallet !== null && inWallet < bond
  return (
    <ActPanel
      title={t('make.title')}
      text={draft === null ? t('make.text') : t('make.span', { from: momentText(draft.from), until: momentText(draft.until) })}
      lines={[
        { name: t('network'), amount: t('two'), tone: 'small' },
        { name: t('make.value'), amount: exactPtText((draft?.gpuSeconds ?? 0n) * referencePrice), tone: 'small' },
        { name: t('make.lost'), amount: exactPtText((bond + 1n) / 2n), tone: 'small' },
        { name: tForm('wallet'), amount: inWallet === null ? '–' : exactPtText(inWallet), tone: 'small' },
        { name: t('make.bond'), amount: exactPtText(bond), tone: 'total' },
      ]}
      label={t('make.send')}
      reason={draft === null ? tForm('incomplete') : isShort ? t('make.short', { wallet: exactPtText(inWallet), needed: exactPtText(bond) }) : null}
      send={() => {
        if (draft === null) throw new Error('a commitment that is not whole has no button')
        return acts.commit(draft)
      }}
      onDone={onDone}
    >
      <Fields typed={typed} onTyped={setTyped} classes={classes} classId={of?.classId ?? null} onClass={setChosen} most={most} />
    </ActPanel>
  )
}

type FieldsProps = {
  readonly typed: Typed
  readonly onTyped: (typed: Typed) => void
  readonly classes: readonly { readonly classId: number; readonly name: string }[]
  readonly classId: number | null
  readonly onClass: (classId: number) => void
  /** The highest price per GPU-hour that is allowed, as text. */
  readonly most: string
}

function Fields({ typed, onTyped, classes, classId, onClass, most }: FieldsProps) {
  const t = useTranslations('govern.commitments')
  const tUnits = useTranslations('units')
  const wrong = { inHours: leadHours(typed.inHours) === null, hours: windowHours(typed.hours) === null }
  return (
    <>
      <Field label={t('make.class')}>
        {(names) => (
          <SelectInput {...names} value={classId ?? ''} onChange={({ target }) => onClass(Number(target.value))}>
            {classes.map(({ classId: id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectInput>
        )}
      </Field>
      {(['inHours', 'hours', 'gpuHours', 'price'] as const).map((key) => (
        <Field
          key={key}
          label={t(`make.${key}.label`)}
          hint={t(`make.${key}.hint`, { most })}
          error={(key === 'inHours' || key === 'hours') && wrong[key] ? t('make.hoursWrong') : undefined}
        >
          {(names) => (
            <TextInput
              {...names}
              inputMode="decimal"
              autoComplete="off"
              maxLength={20}
              suffix={key === 'price' ? tUnits('ptPerHour') : 'h'}
              value={typed[key]}
              onChange={({ target }) => onTyped({ ...typed, [key]: target.value })}
            />
          )}
        </Field>
      ))}
      <AddressField
        label={t('make.promisedTo.label')}
        hint={t('make.promisedTo.hint')}
        value={typed.promisedTo}
        onValue={(promisedTo) => onTyped({ ...typed, promisedTo })}
      />
    </>
  )
}
