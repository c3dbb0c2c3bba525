using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TypedTasks.Redis.Server;

/// <summary>A certificate that nobody trusts, as files for redis-server.</summary>
internal sealed record SelfMadeCertificate(string CertificateFile, string KeyFile, string Thumbprint)
{
    public static SelfMadeCertificate Write(string folder)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(7));
        string certificateFile = Path.Combine(folder, "redis.crt");
        string keyFile = Path.Combine(folder, "redis.key");
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        return new SelfMadeCertificate(certificateFile, keyFile, certificate.Thumbprint);
    }
}
