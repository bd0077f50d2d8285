/** The loader and the validator of snips-nlu. */
import type { VendorReader } from '../vendor-reader'

export const snips: VendorReader = {
  name: 'snips-nlu 0.20.2 (its Rust parts stood in for)',
  formats: ['snips-yaml', 'snips-json'],
  pip: [
    ['--no-deps', 'snips-nlu==0.20.2'],
    ['future==1.0.0', 'deprecation==2.1.0', 'PyYAML==6.0.4', 'packaging==20.9'],
  ],
  read: (cases, { python }) => python('read-snips.py', cases),
}
