import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.asn1.cryptopro.ECGOST3410NamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.GOST3411Digest;
import org.bouncycastle.crypto.digests.GOST3411_2012_512Digest;
import org.bouncycastle.crypto.engines.GOST28147Engine;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.signers.ECGOST3410_2012Signer;

/** How fast BouncyCastle signs, verifies and hashes on this machine: one "name value" line each. Used by tools/bench only. */
public class BouncyCastleBench {
  private static final double SECONDS = 2.0;

  private interface Step {
    void run() throws Exception;
  }

  private static double perSecond(Step step) throws Exception {
    for (long end = System.nanoTime() + 1_000_000_000L; System.nanoTime() < end; ) step.run(); // the JIT's warm-up
    long count = 0;
    long start = System.nanoTime();
    while (System.nanoTime() - start < SECONDS * 1e9) {
      step.run();
      count++;
    }
    return count / ((System.nanoTime() - start) / 1e9);
  }

  private static void digest(String label, Digest digest) throws Exception {
    byte[] chunk = new byte[1 << 20];
    double rate = perSecond(() -> digest.update(chunk, 0, chunk.length));
    System.out.printf(java.util.Locale.ROOT, "%s %.1f%n", label, rate * chunk.length / 1e6);
  }

  public static void main(String[] arguments) throws Exception {
    X9ECParameters curve = ECGOST3410NamedCurves.getByNameX9("Tc26-Gost-3410-12-512-paramSetA");
    ECDomainParameters domain = new ECDomainParameters(curve.getCurve(), curve.getG(), curve.getN(), curve.getH());
    ECKeyPairGenerator generator = new ECKeyPairGenerator();
    generator.init(new ECKeyGenerationParameters(domain, new SecureRandom()));
    AsymmetricCipherKeyPair pair = generator.generateKeyPair();
    byte[] digest = new byte[64];
    java.util.Arrays.fill(digest, (byte) 0x5a);
    ECGOST3410_2012Signer signer = new ECGOST3410_2012Signer();
    signer.init(true, pair.getPrivate());
    BigInteger[] signature = signer.generateSignature(digest);
    System.out.printf(java.util.Locale.ROOT, "sign %.1f%n", perSecond(() -> signer.generateSignature(digest)));
    ECGOST3410_2012Signer verifier = new ECGOST3410_2012Signer();
    verifier.init(false, pair.getPublic());
    Step verify = () -> {
      if (!verifier.verifySignature(digest, signature[0], signature[1])) throw new IllegalStateException("verify");
    };
    System.out.printf(java.util.Locale.ROOT, "verify %.1f%n", perSecond(verify));
    digest("streebog512", new GOST3411_2012_512Digest());
    digest("gost34311", new GOST3411Digest(GOST28147Engine.getSBox("D-Test")));
  }
}
