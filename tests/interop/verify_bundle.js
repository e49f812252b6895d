// node verify_bundle.js BUNDLE PUBLIC_KEY_PEM: npm's @sigstore/verify accepts the bundle under the
// key, without certificates, logs or timestamps, and refuses it once its payload is changed.
const fs = require('fs');
const crypto = require('crypto');
const { Verifier, toTrustMaterial, toSignedEntity } = require('@sigstore/verify');
const { bundleFromJSON } = require('@sigstore/bundle');

const [bundleFile, keyFile] = process.argv.slice(2);
const key = crypto.createPublicKey(fs.readFileSync(keyFile)).export({ type: 'spki', format: 'der' });
const nothing = { certificateAuthorities: [], timestampAuthorities: [], tlogs: [], ctlogs: [] };
const thresholds = { tlogThreshold: 0, timestampThreshold: 0, ctlogThreshold: 0 };

function accepts(change) {
  const json = JSON.parse(fs.readFileSync(bundleFile));
  const payload = Buffer.from(json.dsseEnvelope.payload, 'base64');
  payload[20] ^= change;
  json.dsseEnvelope.payload = payload.toString('base64');
  const bundle = bundleFromJSON(json);
  const hint = bundle.verificationMaterial.content.publicKey.hint;
  const verifier = new Verifier(toTrustMaterial(nothing, { [hint]: { rawBytes: key } }), thresholds);
  try {
    verifier.verify(toSignedEntity(bundle));
    return true;
  } catch (error) {
    return false;
  }
}

process.exit(accepts(0) && !accepts(1) ? 0 : 1);
