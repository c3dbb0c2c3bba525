using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TypedTasks.Redis.Server;

/// <summary>A certificate authority of the test's own, which no system trusts.</summary>
public sealed class TestAuthority : IDisposable
{
    private readonly RSA key = RSA.Create(2048);
    private byte serial;

    /// <summary>Makes it.</summary>
    public TestAuthority()
    {
        var request = new CertificateRequest("CN=Test Authority", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        Certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-30), DateTimeOffset.UtcNow.AddDays(30));
    }

    /// <summary>What those who trust it trust.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Issues a certificate as two PEM files in a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="name">The name of the files, and the subject.</param>
    /// <param name="hosts">Host names and addresses that it is for; none for a client's.</param>
    /// <param name="validFor">How long from now; negative for one that is expired.</param>
    public (string CertificateFile, string KeyFile) Issue(string folder, string name, IReadOnlyList<string> hosts, TimeSpan validFor)
    {
        using var own = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", own, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        if (hosts.Count > 0)
        {
            var names = new SubjectAlternativeNameBuilder();
            foreach (string host in hosts)
            {
                if (IPAddress.TryParse(host, out IPAddress? address))
                {
                    names.AddIpAddress(address);
                }
                else
                {
                    names.AddDnsName(host);
                }
            }

            request.CertificateExtensions.Add(names.Build());
        }

        using X509Certificate2 issued = request.Create(Certificate, DateTimeOffset.UtcNow.AddDays(-20), DateTimeOffset.UtcNow + validFor, [1, ++serial]);
        string certificateFile = Path.Combine(folder, name + ".crt");
        string keyFile = Path.Combine(folder, name + ".key");
        File.WriteAllText(certificateFile, issued.ExportCertificatePem());
        File.WriteAllText(keyFile, own.ExportPkcs8PrivateKeyPem());
        return (certificateFile, keyFile);
    }

    /// <summary>Writes <see cref="Certificate"/> as a PEM file.</summary>
    public string Write(string folder)
    {
        string file = Path.Combine(folder, "authority.crt");
        File.WriteAllText(file, Certificate.ExportCertificatePem());
        return file;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Certificate.Dispose();
        key.Dispose();
    }
}
