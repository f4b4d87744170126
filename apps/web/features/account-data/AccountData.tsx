'use client'
import { exportAccount } from '@infinitio/sdk'
import { useMutation } from '@tanstack/react-query'
import { Download, Trash2 } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { saveFile } from '#web/parts/download/saveFile.ts'

const DeleteDialog = dynamic(() => import('#web/features/account-data/DeleteDialog.tsx').then((module) => module.DeleteDialog), { ssr: false })

/** Lets the user download or delete the account data that the market stores outside the chain. */
export function AccountData({ account }: { readonly account: string }) {
  const t = useTranslations('accountData')
  const [isAsking, setIsAsking] = useState(false)
  const copy = useMutation({
    mutationFn: () => exportAccount(browserApi),
    onSuccess: (kept) => saveFile({ name: `infinitio-${account}.json`, text: `${JSON.stringify(kept, null, 2)}\n` }),
  })
  return (
    <Panel title={t('title')}>
      <div className="panel-body stack g3">
        <p className="t13">{t('text')}</p>
        {copy.isError && <ProblemCallout error={copy.error} />}
        <div className="row wrap">
          <Button disabled={copy.isPending} onClick={() => copy.mutate()}>
            <Download className="i" aria-hidden />
            {t(copy.isPending ? 'downloading' : 'download')}
          </Button>
          <Button tone="ghost" onClick={() => setIsAsking(true)}>
            <Trash2 className="i" aria-hidden />
            {t('delete')}
          </Button>
        </div>
      </div>
      {isAsking && <DeleteDialog onClose={() => setIsAsking(false)} />}
    </Panel>
  )
}
