'use client'
import { isTemplateId, type TemplateId, type TemplateMachine, templateMisfit, workloadTemplates } from '@infinitio/domain'
import { Box, BrainCircuit, Cpu, FileCode, Image, type LucideIcon, MessagesSquare, Network, NotebookPen, Terminal } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { RadioGroup } from 'radix-ui'

const icons: Readonly<Record<TemplateId, LucideIcon>> = {
  ...{ shell: Terminal, script: FileCode, pytorch: NotebookPen, cuda: Cpu, vllm: BrainCircuit, ollama: MessagesSquare, comfyui: Image },
  ...{ ray: Network, image: Box },
}

type TemplateCardsProps = {
  readonly template: TemplateId
  readonly onTemplate: (template: TemplateId) => void
  /** The machine that is booked; null where any may be found. What it cannot hold cannot be chosen, and says why. */
  readonly machine: TemplateMachine | null
}

/** What starts on the node: a plain shell, a script, a known program, or an image of the renter's own. */
export function TemplateCards({ template, onTemplate, machine }: TemplateCardsProps) {
  const t = useTranslations('book.template')
  return (
    <RadioGroup.Root className="tpls" aria-label={t('title')} value={template} onValueChange={(value) => isTemplateId(value) && onTemplate(value)}>
      {workloadTemplates.map((one) => {
        const { id, minVramGib, minDiskGib } = one
        const Icon = icons[id]
        const misfit = machine === null ? null : templateMisfit(one, machine)
        return (
          <RadioGroup.Item key={id} value={id} disabled={misfit !== null} className={template === id ? 'tpl on' : 'tpl'}>
            <Icon className="i" aria-hidden />
            <b>{t(`${id}.title`)}</b>
            <span className={template === id ? 'radio on' : 'radio'} aria-hidden />
            <p>{misfit === null ? t(`${id}.text`) : t(`misfit.${misfit}`, { vram: minVramGib, disk: minDiskGib })}</p>
          </RadioGroup.Item>
        )
      })}
    </RadioGroup.Root>
  )
}
