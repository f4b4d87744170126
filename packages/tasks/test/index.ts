export { adapterDigest, type DigestSource, digestFile } from './adapter/adapterDigest.ts'
