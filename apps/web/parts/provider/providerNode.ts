import type { ProviderWire } from '@infinitio/domain/wire'

/** One of the provider's nodes as the API shows it. */
export type ProviderNode = ProviderWire['nodes'][number]
