using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Stipple.Records.SignIn;

namespace Stipple.Web.SignIn;

/// <summary>
/// ASP.NET Core Identity keeps and checks passwords, authenticator codes, recovery codes and passkeys. Its defaults are made for
/// a web shop and are all set anew here; its cookies are not used, sessions are rows on the server.
/// </summary>
internal static class SignInServices
{
    public const string RateLimit = "entering";

    public const int ShortestPassword = 15;

    public const int PasswordIterations = 600_000;

    private const int TriesPerMinute = 60;

    public static void AddSignIn(this IServiceCollection services, Uri? publicAddress)
    {
        services.AddScoped(provider => provider.GetRequiredService<SignInDatabase>().Open().GetAwaiter().GetResult());
        services.AddScoped<AccountStore>();
        services.AddIdentityCore<Account>(identity =>
        {
            identity.User.RequireUniqueEmail = true;
            identity.User.AllowedUserNameCharacters = ""; // the e-mail address is the name; its form is checked where it is typed

            // Long instead of intricate: rules about digits and signs make passwords worse.
            identity.Password.RequiredLength = ShortestPassword;
            identity.Password.RequiredUniqueChars = 6;
            identity.Password.RequireDigit = identity.Password.RequireLowercase = identity.Password.RequireUppercase = identity.Password.RequireNonAlphanumeric = false;

            identity.Lockout.AllowedForNewUsers = true;
            identity.Lockout.MaxFailedAccessAttempts = 5;
            identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
            identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
        })
            .AddUserStore<AccountStore>()
            .AddTokenProvider<AuthenticatorTokenProvider<Account>>(TokenOptions.DefaultAuthenticatorProvider);
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = PasswordIterations);
        services.Configure<IdentityPasskeyOptions>(passkeys =>
        {
            passkeys.ServerDomain = publicAddress?.Host; // null: the host that the page was asked from, which the host filter has checked

            // The browser signs where the page came from. Its Origin header says nothing here: pages that send no referrer send none of that either.
            passkeys.ValidateOrigin = asked => ValueTask.FromResult(
                !asked.CrossOrigin && asked.Origin == (publicAddress?.GetLeftPart(UriPartial.Authority) ?? $"{asked.HttpContext.Request.Scheme}://{asked.HttpContext.Request.Host}"));
            passkeys.UserVerificationRequirement = "required";
            passkeys.ResidentKeyRequirement = "required";
        });
        services.AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<FoundingLink>();
        services.AddScoped<Entrance>();
        services.AddScoped<ResetLinks>();
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.AddPolicy(RateLimit, context => RateLimitPartition.GetSlidingWindowLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new SlidingWindowRateLimiterOptions { PermitLimit = TriesPerMinute, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6 }));
        });
    }
}
