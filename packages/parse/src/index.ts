/** Turns a sentence that a person typed, such as "two H100 in Europe", into the query of a search for machines. */
export type { Chip } from './chips/chipsOf.ts'
export { chineseCities } from './lexicon/places.ts'
export type { Catalogue } from './lexicon/catalogue.ts'
export type { Answer } from './query/answerOf.ts'
export type { Rate } from './query/rates.ts'
export { type ClusterWanted, longestSentence, type ParseContext, type ParsedSearch, parseSearch } from './parseSearch.ts'
