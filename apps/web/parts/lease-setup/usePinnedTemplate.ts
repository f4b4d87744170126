'use client'
import { pinImage } from '@infinitio/domain'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { hasImage, type LeaseSetup, setupOfTemplate } from '#web/parts/lease-setup/leaseSetup.ts'
import { templatesQuery } from '#web/parts/lease-setup/templatesQuery.ts'

/**
 * Fills in the image that this market has chosen for the selected template, as soon as the list of these images has loaded. If the market has no image for the
 * template, the template cannot start, and a plain shell is selected instead. This can happen because a link may request any template.
 */
export function usePinnedTemplate({ template, image }: LeaseSetup, change: (patch: Partial<LeaseSetup>) => void): void {
  const { data: pins } = useQuery(templatesQuery(browserApi))
  const wants = hasImage(template) && template !== 'image' && pinImage(image) === null
  // biome-ignore lint/correctness/useExhaustiveDependencies: `change` is new in every render and does the same.
  useEffect(() => {
    if (!wants || pins === undefined) return
    const pin = pins.get(template)
    change(pin === undefined ? setupOfTemplate('shell') : { image: pin.reference })
  }, [wants, template, pins])
}
